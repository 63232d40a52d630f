public import MusterModel

extension Store {
    /// Makes a login token without a login (`users.createToken`).
    ///
    /// - Parameters:
    ///   - token: The token; only its digest is kept.
    ///   - reference: Whose it is to be.
    ///   - limit: Tokens a user may hold; the oldest go.
    ///   - caller: Who asks; for somebody else's they must hold `user-generate-access-token`.
    /// - Returns: The user's id.
    /// - Throws: `UserRefusal.unknown`, `mayNotMakeTokens`, `userIsInactive`.
    public func createToken(
        _ token: String, for reference: UserReference, limit: Int, by caller: Caller
    ) async throws -> String {
        try await write(holding: reference, by: caller) { transaction, id in
            try transaction.checkIsLoggedIn(caller)
            guard let user = try id.flatMap({ try transaction.user(id: $0) }) else { throw StoreRefusal.user(.unknown) }
            guard try user.id == caller.id || transaction.holds(caller, "user-generate-access-token") else {
                throw StoreRefusal.session(.mayNotMakeTokens)
            }
            guard user.active, user.type != "app" else {
                throw StoreRefusal.session(.userIsInactive)
            }
            try transaction.addLoginToken(Digest.ofToken(token), toUser: user.id, limit: limit)
            try transaction.append(Event("token.created", user.id), by: caller)
            return user.id
        }
    }
}

extension Transaction {
    /// Refuses a caller whose session ended after they were known, by a new password (D21), deactivation or logout: no
    /// token that is made now may outlive it.
    func checkIsLoggedIn(_ caller: Caller) throws {
        guard try standing(hashedToken: caller.hashedToken, userID: caller.id).username != nil else {
            throw Failure.notLoggedIn
        }
    }
}
