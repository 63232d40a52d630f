import MusterModel
import Synchronization

/// Blocks logins after too many failures (contract 1.3, D32): by account and by address, in bounded memory.
///
/// Counted are failures since the later of the last success and the start of the window. Attempts made while blocked
/// are not counted: else whoever keeps trying could lock somebody out for ever.
final class LoginThrottle: Sendable {
    private let failures = Mutex<[Key: [Timestamp]]>([:])

    private enum Key: Hashable {
        case account(String)
        case address(String)
    }

    private struct Rule {
        let attemptsMax: Int
        let windowMilliseconds: Int64
        let id: String
        let reason: String
    }

    /// Lets an attempt pass.
    ///
    /// - Throws: A refusal with `Retry-After` when account or address is blocked.
    func check(account: String?, address: String, _ settings: Settings, now: Timestamp = .now()) throws {
        for (key, rule) in rules(account, address, settings) {
            let times = failures.withLock { $0[key] ?? [] }.filter {
                now.milliseconds - $0.milliseconds < rule.windowMilliseconds
            }
            guard rule.attemptsMax > 0, times.count >= rule.attemptsMax else { continue }
            // Free again once the failure that filled the window has left it.
            let filling = times[times.count - rule.attemptsMax]
            let left = filling.milliseconds + rule.windowMilliseconds - now.milliseconds
            throw Failure(
                .loginRefused(retryAfterSeconds: Int((left + 999) / 1000)), rule.reason, id: rule.id,
                details: ["function": "Accounts.validateLoginAttempt"])
        }
    }

    /// Counts a failed attempt.
    func noteFailure(account: String?, address: String, _ settings: Settings, now: Timestamp = .now()) {
        let rules = rules(account, address, settings)
        failures.withLock { failures in
            for (key, rule) in rules {
                failures[key, default: []].append(now)
                let surplus = (failures[key]?.count ?? 0) - max(rule.attemptsMax, 1)
                if surplus > 0 { failures[key]?.removeFirst(surplus) }
            }
            if failures.count > Limits.throttledKeys { LoginThrottle.forgetOldest(&failures) }
        }
    }

    /// Forgets the failures of who got in.
    func noteSuccess(account: String, address: String) {
        failures.withLock { failures in
            failures[.account(account)] = nil
            failures[.address(address)] = nil
        }
    }

    /// Drops the half that failed longest ago: seldom, so that each failure stays cheap.
    private static func forgetOldest(_ failures: inout [Key: [Timestamp]]) {
        let latest = failures.values.compactMap(\.last).sorted()
        let median = latest[latest.count / 2]
        failures = failures.filter { ($0.value.last ?? median) > median }
    }

    private func rules(_ account: String?, _ address: String, _ settings: Settings) -> [(Key, Rule)] {
        let prefix = "Block_Multiple_Failed_Logins_"
        guard settings.isOn(prefix + "Enabled") else { return [] }
        var rules: [(Key, Rule)] = []
        let spared = (settings[prefix + "Ip_Whitelist"].string ?? "").split(separator: ",").map { text in
            ClientAddress.canonical(String(text.filter { !$0.isWhitespace }))
        }
        if settings.isOn(prefix + "By_Ip"), !spared.contains(address) {
            let minutes = settings.int(prefix + "Time_To_Unblock_By_Ip_In_Minutes")
            let rule = Rule(
                attemptsMax: min(settings.int(prefix + "Attempts_Until_Block_By_Ip"), Limits.loginFailures),
                windowMilliseconds: Int64(minutes) * 60_000, id: "error-login-blocked-for-ip",
                reason: "Login has been temporarily blocked For IP")
            rules.append((.address(address), rule))
        }
        if settings.isOn(prefix + "By_User"), let account {
            let minutes = settings.int(prefix + "Time_To_Unblock_By_User_In_Minutes")
            let rule = Rule(
                attemptsMax: min(settings.int(prefix + "Attempts_Until_Block_by_User"), Limits.loginFailures),
                windowMilliseconds: Int64(minutes) * 60_000, id: "error-login-blocked-for-user",
                reason: "Login has been temporarily blocked For User")
            rules.append((.account(account), rule))
        }
        return rules
    }
}
