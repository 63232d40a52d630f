import MusterModel

/// Whom a mail with a token goes to.
public struct PasswordReset: Sendable {
    /// The user's name.
    public let username: String
    /// The user's address, as it is stored.
    public let address: String
}

extension Store {
    /// Keeps a token by which the user of an address may choose a new password.
    ///
    /// - Parameters:
    ///   - email: The address, in whatever case.
    ///   - token: The token; only its digest is kept, and the user's last one ends.
    /// - Returns: Where to send it; nil when nobody is to get a mail: an unknown address, a user who may not log in, or
    ///   one who was sent a mail just now.
    public func requestPasswordReset(email: String, token: String) async throws -> PasswordReset? {
        try await write(holding: .email(email), by: nil) { transaction, id in
            guard try transaction.settings().isOn("Accounts_PasswordReset"), let id,
                let user = try transaction.user(id: id),
                user.active, user.type != "app", try !transaction.wasMailed(user),
                let address = user.emails.first(where: { $0.address.folded.isSame(as: email.folded) })?.address
            else { return nil }
            try transaction.savePasswordReset(Digest.ofToken(token), address: address, ofUser: id)
            try transaction.append(Event("user.password-reset-requested", id), by: .system("password-reset"))
            return PasswordReset(username: user.username, address: address)
        }
    }

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

    fileprivate func wasMailed(_ user: User) throws -> Bool {
        guard let last = try passwordResetTime(ofUser: user.id) else { return false }
        let age = now.milliseconds - last.milliseconds
        return (0..<Int64(Limits.resetPauseSeconds) * 1000).contains(age)
    }
}
