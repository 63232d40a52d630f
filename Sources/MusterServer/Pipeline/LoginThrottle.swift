import Metrics
import MusterModel
import NIOCore
import Synchronization

/// Blocks logins after too many failures (contract 1.3, D32): by account and by address, in bounded memory.
///
/// Counted are failures since the later of the account's last success and the start of the window, on a clock that
/// nobody sets (D68). Attempts made while blocked are not counted: else somebody who keeps trying could lock somebody
/// out for ever.
final class LoginThrottle: Sendable {
    private let failures = Mutex<[Key: CircularBuffer<Failed>]>([:])
    private let refused = Counter(label: "muster_login_failures_total", dimensions: [("outcome", "refused")])
    private let blocked = Counter(label: "muster_login_failures_total", dimensions: [("outcome", "blocked")])
    /// The clock that windows are measured on.
    typealias Instant = ContinuousClock.Instant

    private enum Key: Hashable {
        case account(String)
        case address(String)
    }

    private struct Failed {
        let at: Instant
        /// The account that was tried, by its hash: names may be long.
        let account: Int?
    }

    private struct Rule {
        let attemptsMax: Int
        let window: Duration
        let id: String
        let reason: String
    }

    /// Lets an attempt pass.
    ///
    /// - Throws: A refusal with `Retry-After` when account or address is blocked.
    func check(account: String?, address: ClientAddress, _ settings: Settings, now: Instant = .now) throws {
        for (key, rule) in rules(account, address, settings) {
            let times = failures.withLock { $0[key] ?? [] }.map(\.at).filter { $0 + rule.window > now }
            guard rule.attemptsMax > 0, times.count >= rule.attemptsMax else { continue }
            blocked.increment()
            // Free again once the failure that filled the window has left it.
            let filling = times[times.count - rule.attemptsMax]
            throw Failure(
                .loginRefused(retryAfterSeconds: (filling + rule.window - now).wholeSeconds), rule.reason, id: rule.id,
                details: ["function": "Accounts.validateLoginAttempt"])
        }
    }

    /// Counts a failed attempt.
    func noteFailure(account: String?, address: ClientAddress, _ settings: Settings, now: Instant = .now) {
        refused.increment()
        let rules = rules(account, address, settings)
        failures.withLock { failures in
            for (key, rule) in rules {
                failures[key, default: []].append(Failed(at: now, account: account?.hashValue))
                let surplus = (failures[key]?.count ?? 0) - max(rule.attemptsMax, 1)
                if surplus > 0 { failures[key]?.removeFirst(surplus) }
            }
            if failures.count > Limits.throttledKeys { LoginThrottle.forgetOldest(&failures) }
        }
    }

    /// Forgets the failures of who got in, and no others of that address: an account of one's own must not buy more
    /// guesses at other people's (D67).
    func noteSuccess(account: String, address: ClientAddress) {
        failures.withLock { failures in
            failures[.account(account)] = nil
            let key = Key.address(address.counted)
            failures[key]?.removeAll { $0.account == account.hashValue }
            if failures[key]?.isEmpty == true { failures[key] = nil }
        }
    }

    /// Drops the half that failed longest ago: seldom, so that each failure stays cheap.
    private static func forgetOldest(_ failures: inout [Key: CircularBuffer<Failed>]) {
        let latest = failures.values.compactMap(\.last?.at).sorted()
        let median = latest[latest.count / 2]
        failures = failures.filter { ($0.value.last?.at ?? median) > median }
    }

    private func rules(_ account: String?, _ address: ClientAddress, _ settings: Settings) -> [(Key, Rule)] {
        guard settings.isOn("Block_Multiple_Failed_Logins_Enabled") else { return [] }
        var rules: [(Key, Rule)] = []
        if settings.isOn("Block_Multiple_Failed_Logins_By_Ip"), !settings.spares(address) {
            let rule = Rule(
                attemptsMax: settings.attempts("Attempts_Until_Block_By_Ip"),
                window: settings.minutes("Time_To_Unblock_By_Ip_In_Minutes"), id: "error-login-blocked-for-ip",
                reason: "Login has been temporarily blocked For IP")
            rules.append((.address(address.counted), rule))
        }
        if settings.isOn("Block_Multiple_Failed_Logins_By_User"), let account {
            let rule = Rule(
                attemptsMax: settings.attempts("Attempts_Until_Block_by_User"),
                window: settings.minutes("Time_To_Unblock_By_User_In_Minutes"), id: "error-login-blocked-for-user",
                reason: "Login has been temporarily blocked For User")
            rules.append((.account(account), rule))
        }
        return rules
    }
}

extension Settings {
    /// True for an address whose failures are not counted.
    func spares(_ address: ClientAddress) -> Bool {
        let listed = self["Block_Multiple_Failed_Logins_Ip_Whitelist"].string ?? ""
        return listed.split(separator: ",").contains { text in
            ClientAddress.canonical(String(text.filter { !$0.isWhitespace })) == address.text
        }
    }

    fileprivate func attempts(_ id: String) -> Int {
        min(atLeast("Block_Multiple_Failed_Logins_" + id), Limits.loginFailures)
    }

    fileprivate func minutes(_ id: String) -> Duration {
        .milliseconds(milliseconds("Block_Multiple_Failed_Logins_" + id, of: 60_000))
    }
}
