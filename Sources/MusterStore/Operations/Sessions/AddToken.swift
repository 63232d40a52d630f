public import MusterModel

extension Store {
    /// Makes a login token for a user, for scripts run by who owns the machine.
    ///
    /// - Parameters:
    ///   - username: Whose.
    ///   - token: The token; only its digest is kept.
    ///   - caller: Who does it.
    /// - Returns: The user.
    /// - Throws: `CommandRefusal` when nobody has that name, or they are deactivated.
    public func addToken(_ token: String, toUser username: String, by caller: Caller) async throws -> User {
        try await write(holding: .username(username), by: nil) { transaction, id in
            guard let user = try id.flatMap({ try transaction.user(id: $0) }) else {
                throw StoreRefusal.command(.noUser(username))
            }
            guard user.active else { throw StoreRefusal.command(.deactivated(username)) }
            try transaction.addLoginToken(Digest.ofToken(token), toUser: user.id, limit: Limits.loginTokens)
            try transaction.append(Event("token.created", user.id), by: caller)
            return user
        }
    }
}
