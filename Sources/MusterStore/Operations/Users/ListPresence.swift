public import MusterModel

/// Whose presence somebody asks for.
public enum PresenceScope: Sendable {
    /// These users.
    case users([String])
    /// Who changed since then.
    case changes(since: Timestamp)
    /// Everybody.
    case everybody
}

extension Store {
    /// Who is there: users who are not offline, by user name; of changes all that there are, but for the caller's own.
    ///
    /// - Parameters:
    ///   - scope: Whose presence.
    ///   - caller: Who asks.
    public func presence(_ scope: PresenceScope, for caller: Caller) async throws -> [User] {
        var filter = Filter()
        switch scope {
        case .users(let ids):
            filter.requireOne(of: ids, "u.id")
            filter.requireOnline()
        case .changes(let since): filter.requireChange(since: since, exceptOf: caller.id)
        case .everybody: filter.requireOnline()
        }
        let chosen = filter
        return try await read { try $0.users(chosen, .all).rows }
    }
}
