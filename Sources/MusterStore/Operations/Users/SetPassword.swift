public import MusterModel

extension Store {
    /// Gives a user a new password and ends all their sessions and tokens at once (D21).
    ///
    /// - Parameters:
    ///   - hash: bcrypt text of the new password.
    ///   - username: Their user name, whatever its case.
    ///   - caller: Who does it.
    /// - Throws: `CommandRefusal.noUser` when nobody has that name.
    public func setPassword(_ hash: String, ofUser username: String, by caller: Caller) async throws {
        try await write { transaction in
            guard let user = try transaction.user(username: username) else {
                throw StoreRefusal.command(.noUser(username))
            }
            try transaction.setPasswordHash(hash, ofUser: user.id)
            try transaction.removeTokens(ofUser: user.id)
            try transaction.append(Event("user.password-changed", user.id), by: caller)
            try transaction.leaveLastSession(of: user.id, by: caller)
        }
    }
}
