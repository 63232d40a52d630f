import MusterModel
import Synchronization

/// Counts calls in fixed windows of time (contract 1.13), in bounded memory.
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
        /// When the window ends.
        let reset: Timestamp
        /// Seconds to wait, for a call that was one too many.
        let waitSeconds: Int?
    }

    private struct Window {
        let began: Int64
        /// As the setting said at the last call; it may say something else at the next (D23).
        var ends: Int64
        var calls: Int
    }

    private let windows = Mutex<[String: Window]>([:])

    /// Counts a call; one too many is refused and not counted.
    ///
    /// - Parameters:
    ///   - key: What is counted together, as an address with a route.
    ///   - rule: How many calls in how much time.
    func count(_ key: String, _ rule: Rule, now: Timestamp = .now()) -> Standing {
        windows.withLock { windows in
            if windows.count >= Limits.rateLimitKeys { RateLimiter.forget(&windows, now) }
            var window = windows[key] ?? Window(began: 0, ends: 0, calls: 0)
            window.ends = window.began + rule.milliseconds
            // A clock that was set back must not lock anybody out for longer than a window.
            if window.ends <= now.milliseconds || window.began > now.milliseconds {
                window = Window(began: now.milliseconds, ends: now.milliseconds + rule.milliseconds, calls: 0)
            }
            let isRefused = window.calls >= rule.calls
            if !isRefused { window.calls += 1 }
            windows[key] = window
            let wait = max(1, (window.ends - now.milliseconds + 999) / 1000)
            return Standing(
                limit: rule.calls, remaining: max(0, rule.calls - window.calls),
                reset: Timestamp(milliseconds: window.ends), waitSeconds: isRefused ? Int(wait) : nil)
        }
    }

    /// Drops windows that are over; if that is too little, the half that ends first.
    private static func forget(_ windows: inout [String: Window], _ now: Timestamp) {
        windows = windows.filter { $0.value.ends > now.milliseconds }
        guard windows.count > Limits.rateLimitKeys / 2 else { return }
        let ends = windows.values.map(\.ends).sorted()
        let median = ends[ends.count / 2]
        windows = windows.filter { $0.value.ends > median }
    }
}

extension RateLimiter {
    /// A permission whose holders are not counted.
    static let bypass = "api-bypass-rate-limit"

    /// The rule of a route; nil where calls are not counted.
    static func rule(of route: Route, _ settings: Settings) -> Rule? {
        guard settings.isOn("API_Enable_Rate_Limiter"), route.isOfAPI, !route.isMethodCall else { return nil }
        if route.path == "/api/v1/users.register" { return Rule(calls: 1, milliseconds: 60_000) }
        let calls = settings.int("API_Enable_Rate_Limiter_Limit_Calls_Default")
        let time = settings.int("API_Enable_Rate_Limiter_Limit_Time_Default")
        return calls > 0 && time > 0 ? Rule(calls: calls, milliseconds: Int64(time)) : nil
    }

    /// Counts a call of a method by user, token, address, and by method of user and of token (contract 1.13).
    ///
    /// Who is not logged in has his address for a token.
    ///
    /// - Throws: `too-many-requests`, which a method's answer carries inside.
    func countMethod(_ name: String, _ caller: Caller?, address: String, _ settings: Settings) throws {
        let connection = caller?.hashedToken ?? address
        var keys = [
            ("IP", address), ("Connection", connection), ("Connection_By_Method", "\(connection) \(name)"),
        ]
        if let caller { keys += [("User", caller.id), ("User_By_Method", "\(caller.id) \(name)")] }
        for (kind, key) in keys {
            let prefix = "DDP_Rate_Limit_\(kind)_"
            guard settings.isOn(prefix + "Enabled") else { continue }
            let rule = Rule(
                calls: settings.int(prefix + "Requests_Allowed"),
                milliseconds: Int64(settings.int(prefix + "Interval_Time")))
            guard let wait = count("\(kind) \(key)", rule).waitSeconds else { continue }
            throw Failure.typed(
                "Error, too many requests. Please slow down. You must wait \(wait) seconds before trying again.",
                "too-many-requests", details: ["timeToReset": .int(wait * 1000)])
        }
    }
}
