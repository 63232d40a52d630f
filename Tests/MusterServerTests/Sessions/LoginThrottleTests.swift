import Facts
import MusterModel
@testable import MusterServer
import Testing

/// The counting behind contract 1.3 (blocking), D32, with times given: windows, waiting times, bounds.
@Suite("Failed logins are counted in a window", .holds("1.3"))
struct LoginThrottleTests {
    private static let settings = Settings(stored: [
        "Block_Multiple_Failed_Logins_Attempts_Until_Block_by_User": 3,
        "Block_Multiple_Failed_Logins_Attempts_Until_Block_By_Ip": 5,
    ])

    private static let start = ContinuousClock.now

    private static func at(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

    private static func fail(
        _ throttle: LoginThrottle, _ account: String? = "a", _ address: String = "x", at seconds: Int
    ) {
        throttle.noteFailure(account: account, address: ClientAddress(address), settings, now: at(seconds))
    }

    /// Seconds until the account or address is free, nil when it is.
    private static func wait(
        _ throttle: LoginThrottle, _ account: String? = "a", _ address: String = "x", at seconds: Int
    ) -> Int? {
        do {
            try throttle.check(account: account, address: ClientAddress(address), settings, now: at(seconds))
            return nil
        } catch {
            guard case .loginRefused(let seconds?)? = (error as? Failure)?.kind else { return -1 }
            return seconds
        }
    }

    @Test func `the window moves on, and the waiting time says when the account is free`() {
        let throttle = LoginThrottle()
        for seconds in [0, 10, 20] {
            #expect(Self.wait(throttle, at: seconds) == nil)
            Self.fail(throttle, at: seconds)
        }
        #expect(Self.wait(throttle, at: 20) == 280)
        #expect(Self.wait(throttle, at: 299) == 1)
        #expect(Self.wait(throttle, at: 300) == nil)
        Self.fail(throttle, at: 300)
        #expect(Self.wait(throttle, at: 300) == 10, "those of 10, 20 and 300 are in the window")
        #expect(Self.wait(throttle, at: 310) == nil)
        #expect(Self.wait(throttle, at: 10_000) == nil)
    }

    @Test func `failures before a success are forgotten`() {
        let throttle = LoginThrottle()
        Self.fail(throttle, at: 0)
        Self.fail(throttle, at: 1)
        throttle.noteSuccess(account: "a", address: ClientAddress("x"))
        Self.fail(throttle, at: 2)
        Self.fail(throttle, at: 3)
        #expect(Self.wait(throttle, at: 3) == nil)
        Self.fail(throttle, at: 4)
        #expect(Self.wait(throttle, at: 4) == 298)
    }

    @Test func `accounts and addresses are counted apart`() {
        let throttle = LoginThrottle()
        for second in 0..<3 { Self.fail(throttle, "a", "x\(second)", at: second) }
        #expect(Self.wait(throttle, "a", "y", at: 3) == 297, "the account, wherever it is tried from")
        #expect(Self.wait(throttle, "b", "x0", at: 3) == nil)
        #expect(Self.wait(throttle, nil, "x0", at: 3) == nil)
        for second in 0..<5 { Self.fail(throttle, "c\(second)", "z", at: second) }
        #expect(Self.wait(throttle, "d", "z", at: 5) == 295, "the address, whatever is tried")
        #expect(Self.wait(throttle, nil, "z", at: 5) == 295)
        #expect(Self.wait(throttle, "d", "y", at: 5) == nil)
    }

    @Test(.keepsAway("Muster 11.12")) func `a success takes from its address the failures of that account alone`() {
        let throttle = LoginThrottle()
        for second in 0..<3 { Self.fail(throttle, "victim \(second)", "x", at: second) }
        Self.fail(throttle, "mine", "x", at: 3)
        throttle.noteSuccess(account: "mine", address: ClientAddress("x"))
        Self.fail(throttle, "victim 4", "x", at: 4)
        #expect(Self.wait(throttle, "anybody", "x", at: 5) == nil, "four are left")
        Self.fail(throttle, nil, "x", at: 5)
        #expect(Self.wait(throttle, "mine", "x", at: 5) == 295)
        throttle.noteSuccess(account: "mine", address: ClientAddress("x"))
        #expect(Self.wait(throttle, "mine", "x", at: 5) == 295)
    }

    @Test(
        .keepsAway("Muster 11.12"),
        arguments: [
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true), ("2001:db8:1:2::1", "2001:DB8:1:2:0:0:0:2", true),
            ("fe80::1", "fe80::2", true), ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
            ("192.0.2.1", "192.0.2.2", false), ("::ffff:192.0.2.1", "192.0.2.1", true),
            ("::ffff:192.0.2.1", "::ffff:192.0.2.2", false),
        ])
    func `addresses of one network count together, and those of others apart`(
        _ first: String, _ second: String, _ isOne: Bool
    ) {
        let throttle = LoginThrottle()
        for seconds in 0..<5 { Self.fail(throttle, nil, first, at: seconds) }
        #expect((Self.wait(throttle, nil, second, at: 5) != nil) == isOne)
    }

    @Test(
        .keepsAway("Muster 11.15"),
        arguments: [(0.05, 3), (0.001, 1), (1.5, 90), (0.0166, 1), (2.25, 135), (0.000001, 1)])
    func `minutes may be a fraction, however small`(_ minutes: Double, _ seconds: Int) {
        let throttle = LoginThrottle()
        let settings = Settings(stored: [
            "Block_Multiple_Failed_Logins_Attempts_Until_Block_by_User": 1,
            "Block_Multiple_Failed_Logins_Time_To_Unblock_By_User_In_Minutes": .number(minutes),
        ])
        let x = ClientAddress("x")
        throttle.noteFailure(account: "a", address: x, settings, now: Self.at(0))
        #expect(throws: Failure.self) { try throttle.check(account: "a", address: x, settings, now: Self.at(0)) }
        let after = Self.at(seconds)
        #expect(throws: Never.self) { try throttle.check(account: "a", address: x, settings, now: after) }
    }

    @Test(arguments: [(0.4, 1), (0.001, 1), (1.5, 2), (2.0, 2), (2.4, 3)])
    func `so many failures that reach a fraction block`(_ attempts: Double, _ failures: Int) {
        let throttle = LoginThrottle()
        let settings = Settings(stored: [
            "Block_Multiple_Failed_Logins_Attempts_Until_Block_by_User": .number(attempts)
        ])
        let x = ClientAddress("x")
        for count in 0..<failures {
            #expect(throws: Never.self, "\(count) failures") {
                try throttle.check(account: "a", address: x, settings, now: Self.at(9))
            }
            throttle.noteFailure(account: "a", address: x, settings, now: Self.at(count))
        }
        #expect(throws: Failure.self) { try throttle.check(account: "a", address: x, settings, now: Self.at(9)) }
    }

    @Test func `a lower limit counts the failures that were there before`() {
        let throttle = LoginThrottle()
        let ten = Settings()
        let x = ClientAddress("x")
        for second in 0..<9 { throttle.noteFailure(account: "a", address: x, ten, now: Self.at(second)) }
        #expect(throws: Never.self) { try throttle.check(account: "a", address: x, ten, now: Self.at(9)) }
        #expect(Self.wait(throttle, "a", "y", at: 9) == 297, "the last three are those of 6, 7 and 8")
    }

    @Test func `memory is bounded, and who failed longest ago is forgotten first`() {
        let throttle = LoginThrottle()
        for second in 0..<3 { Self.fail(throttle, "old", at: second) }
        #expect(Self.wait(throttle, "old", "y", at: 10) != nil)
        // As many names as somebody likes, all from one address.
        for number in 0..<Limits.throttledKeys { Self.fail(throttle, "made up \(number)", "flood", at: 10) }
        for second in 0..<3 { Self.fail(throttle, "new", at: 11 + second) }
        for number in 0..<Limits.throttledKeys / 4 { Self.fail(throttle, "more \(number)", "flood", at: 12) }
        #expect(Self.wait(throttle, "old", "y", at: 20) == nil)
        #expect(Self.wait(throttle, "new", "y", at: 20) != nil)
        #expect(Self.wait(throttle, nil, "flood", at: 20) != nil)
    }
}
