import MusterModel
import Synchronization

/// Bounds how many requests of one address may end in 401, before the store is asked (D67).
///
/// A token that was good lately passes all the same: else one client with an expired token would shut out everybody
/// behind the same proxy.
final class UnauthenticatedLimit: Sendable {
    private static let rule = RateLimiter.Rule(
        calls: Limits.unauthenticatedRequests, milliseconds: Int64(Limits.unauthenticatedSeconds) * 1000)

    private let limiter = RateLimiter()
    private let good = Mutex(RecentEntries<Void>(each: Limits.recentTokens))

    /// Lets a request pass whose token is not known yet.
    ///
    /// - Throws: 429 with `Retry-After` when the address has no 401 left.
    func check(_ address: ClientAddress, token: String?, now: ContinuousClock.Instant = .now) throws {
        guard let wait = limiter.waitSeconds(address.counted, Self.rule, now: now) else { return }
        if let token, good.withLock({ $0[Digest.ofToken(token)] != nil }) { return }
        throw Failure(.tooMany(waitSeconds: wait), nil)
    }

    /// Remembers a token that somebody was known by.
    func noteGood(_ hashedToken: String) { good.withLock { $0[hashedToken] = () } }

    /// Counts a request that ended in 401.
    ///
    /// - Parameters:
    ///   - address: Where it came from.
    ///   - token: What it presented: no longer good.
    ///   - settings: Addresses they spare are not counted.
    func noteRefusal(
        _ address: ClientAddress, token: String?, _ settings: Settings, now: ContinuousClock.Instant = .now
    ) {
        if let token { good.withLock { $0[Digest.ofToken(token)] = nil } }
        if !settings.spares(address) { _ = limiter.count(address.counted, Self.rule, now: now) }
    }
}
