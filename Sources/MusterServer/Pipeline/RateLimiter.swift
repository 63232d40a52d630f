import MusterModel
import Synchronization

/// Counts calls in fixed windows of time (contract 1.13), in bounded memory.
///
/// Windows are measured on a clock that nobody sets (D68).
final class RateLimiter: Sendable {
    /// What a call may cost: so many in so much time.
    struct Rule: Sendable {
        let calls: Int
        let milliseconds: Int64
    }

    /// What is left after a call was counted.
    struct Standing: Sendable {
        let limit: Int
        let remaining: Int
        /// When the window ends, by the clock on the wall.
        let reset: Timestamp
        /// Seconds to wait, for a call that was one too many.
        let waitSeconds: Int?
    }

    private struct Window {
        let began: ContinuousClock.Instant
        /// The same moment by the clock on the wall: clients are told when a window ends.
        let beganAt: Timestamp
        /// As the setting said at the last call; it may say something else at the next (D23).
        var ends: ContinuousClock.Instant
        var calls = 0

        func standing(_ rule: Rule, isRefused: Bool, now: ContinuousClock.Instant) -> Standing {
            Standing(
                limit: rule.calls, remaining: max(0, rule.calls - calls),
                reset: Timestamp(milliseconds: beganAt.milliseconds + rule.milliseconds),
                waitSeconds: isRefused ? max(1, (ends - now).wholeSeconds) : nil)
        }
    }

    private let windows = Mutex<[String: Window]>([:])

    /// Counts a call; one too many is refused and not counted.
    ///
    /// - Parameters:
    ///   - key: What is counted together, as an address with a route.
    ///   - rule: How many calls in how much time.
    func count(_ key: String, _ rule: Rule, now: ContinuousClock.Instant = .now) -> Standing {
        windows.withLock { windows in
            if windows.count >= Limits.rateLimitKeys { RateLimiter.forget(&windows, now) }
            var window = RateLimiter.window(windows[key], rule, now)
            let isRefused = window.calls >= rule.calls
            if !isRefused { window.calls += 1 }
            windows[key] = window
            return window.standing(rule, isRefused: isRefused, now: now)
        }
    }

    /// Takes a counted call back: it is counted anew, by another rule.
    func takeBack(_ key: String) {
        windows.withLock { windows in
            guard let calls = windows[key]?.calls, calls > 0 else { return }
            windows[key]?.calls = calls - 1
        }
    }

    /// Seconds to wait for who has no call left; counts nothing.
    func waitSeconds(_ key: String, _ rule: Rule, now: ContinuousClock.Instant = .now) -> Int? {
        windows.withLock { windows in
            let window = RateLimiter.window(windows[key], rule, now)
            return window.standing(rule, isRefused: window.calls >= rule.calls, now: now).waitSeconds
        }
    }

    /// The window that runs, or a new one.
    private static func window(_ present: Window?, _ rule: Rule, _ now: ContinuousClock.Instant) -> Window {
        let length = Duration.milliseconds(rule.milliseconds)
        if var present, present.began + length > now {
            present.ends = present.began + length
            return present
        }
        return Window(began: now, beganAt: .now(), ends: now + length)
    }

    /// Drops windows that are over; if that is too little, the half that ends first.
    private static func forget(_ windows: inout [String: Window], _ now: ContinuousClock.Instant) {
        windows = windows.filter { $0.value.ends > now }
        guard windows.count > Limits.rateLimitKeys / 2 else { return }
        let ends = windows.values.map(\.ends).sorted()
        let median = ends[ends.count / 2]
        windows = windows.filter { $0.value.ends > median }
    }
}

extension Duration {
    /// Seconds that a client must wait for it to pass.
    var wholeSeconds: Int { Int(components.seconds) + (components.attoseconds > 0 ? 1 : 0) }
}
