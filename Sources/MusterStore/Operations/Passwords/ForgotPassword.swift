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
}

extension Transaction {
    fileprivate func wasMailed(_ user: User) throws -> Bool {
        guard let last = try passwordResetTime(ofUser: user.id) else { return false }
        let age = now.milliseconds - last.milliseconds
        return (0..<Int64(Limits.resetPauseSeconds) * 1000).contains(age)
    }
}
