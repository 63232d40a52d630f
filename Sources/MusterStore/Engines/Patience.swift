import Foundation
public import MusterModel

/// How long to wait for another process to let go of the file: with pauses that grow, each of a random length, so that
/// those who wait do not meet again.
public struct Patience: Sendable {
    private let seconds: Int
    private let onWait: @Sendable () -> Void

    /// - Parameters:
    ///   - seconds: How long at most.
    ///   - onWait: Called once a wait is long enough to be noticed by a person.
    public init(seconds: Int = Limits.busySeconds, onWait: @escaping @Sendable () -> Void = {}) {
        self.seconds = seconds
        self.onWait = onWait
    }

    /// Waits a little.
    ///
    /// - Parameter tries: How often it was tried already, 0 at first.
    /// - Returns: False, at once, when it was tried for long enough.
    func waits(afterTries tries: Int) -> Bool {
        let waited = Patience.millisecondsWaited(afterTries: tries)
        guard waited < seconds * 1000 else { return false }
        let pause = Patience.pauseMilliseconds(afterTries: tries)
        if waited < Patience.noticeMilliseconds, waited + pause >= Patience.noticeMilliseconds { onWait() }
        Thread.sleep(forTimeInterval: Double(pause) * Double.random(in: 0.5...1.5) / 1000)
        return true
    }

    /// 1, 2, 4, 8, 16, 20, 20 …: short enough to meet the moment between two commits of a busy server.
    static func pauseMilliseconds(afterTries tries: Int) -> Int { tries < 5 ? 1 << tries : 20 }

    /// The sum of the pauses.
    static func millisecondsWaited(afterTries tries: Int) -> Int { (1 << min(tries, 5)) - 1 + 20 * max(0, tries - 5) }

    private static let noticeMilliseconds = 500
}
