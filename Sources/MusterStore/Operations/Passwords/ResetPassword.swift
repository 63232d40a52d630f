import MusterModel

extension Store {
    /// Whether a token lets anybody choose a new password now: asked before the new one is hashed.
    ///
    /// - Parameter token: The token that was mailed.
    public func allowsPasswordReset(_ token: String) async throws -> Bool {
        try await read { try $0.userResetting(by: token) != nil }
    }

    /// Gives the user of a token a new password and ends the token and every session of theirs (D21). The address the
    /// token was sent to is proven by that.
    ///
    /// - Parameters:
    ///   - token: The token that was mailed.
    ///   - hash: bcrypt text of the new password.
    ///   - requestID: The request's id, for the events.
    /// - Throws: `invalidResetToken`.
    public func resetPassword(by token: String, to hash: String, requestID: String) async throws {
        try await write { transaction in
            guard let (user, address) = try transaction.userResetting(by: token) else {
                throw StoreRefusal.session(.invalidResetToken)
            }
            let caller = Caller(
                id: user.id, username: user.username, roles: Set(user.roles), hashedToken: "", requestID: requestID)
            try transaction.setPasswordHash(hash, ofUser: user.id)
            try transaction.removeTokens(ofUser: user.id)
            try transaction.append(Event("user.password-changed", user.id), by: caller)
            try transaction.leaveLastSession(of: user.id, by: caller)
            guard user.emails.first?.address.isSame(as: address) == true else { return }
            try transaction.recordingChange("user.updated", user.id, by: caller, transaction.userImage) {
                try transaction.setEmail(address, verified: true, ofUser: user.id)
            }
        }
    }
}

extension Transaction {
    /// The user whose token it is, and where it was sent, while they may log in and still have that address.
    fileprivate func userResetting(by token: String) throws -> (user: User, address: String)? {
        guard try settings().isOn("Accounts_PasswordReset"), let reset = try passwordReset(Digest.ofToken(token)),
            let user = try user(id: reset.userID), user.active,
            user.emails.contains(where: { $0.address.isSame(as: reset.address) })
        else { return nil }
        return (user, reset.address)
    }
}
