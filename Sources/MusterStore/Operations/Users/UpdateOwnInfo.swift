public import MusterModel

extension Store {
    /// Changes what a user may change about themselves (contract 5.2). Passwords are compared before.
    ///
    /// - Parameters:
    ///   - change: What; with `provenHash` for a new address or password.
    ///   - caller: Whom.
    /// - Throws: `mayNot(.changeOneself)` where a setting forbids it; `wrongPresentPassword`; the refusals of names and
    ///   addresses.
    public func updateOwnInfo(_ change: UserChange, by caller: Caller) async throws -> User {
        try await write { transaction in
            guard let user = try transaction.user(id: caller.id) else { throw Failure.notLoggedIn }
            let settings = try transaction.settings()
            let asked: [(String, Bool)] = [
                ("Accounts_AllowUserProfileChange", true),
                ("Accounts_AllowRealNameChange", change.name?.differs(from: user.name) ?? false),
                ("Accounts_AllowUsernameChange", change.username?.differs(from: user.username) ?? false),
                ("Accounts_AllowEmailChange", change.email?.differs(from: user.emails.first?.address) ?? false),
                ("Accounts_AllowPasswordChange", change.passwordHash != nil),
                ("Accounts_AllowUserStatusMessageChange", change.statusText?.differs(from: user.statusText) ?? false),
            ]
            guard asked.allSatisfy({ !$1 || settings.isOn($0) }) else {
                throw StoreRefusal.user(.mayNot(.changeOneself))
            }
            // The password that was asked for may have been changed by an administrator meanwhile.
            let needsProof =
                change.passwordHash != nil || (change.email?.differs(from: user.emails.first?.address) ?? false)
            guard
                try !needsProof || !settings.asksForPresentPassword
                    || transaction.passwordHash(ofUser: user.id) == change.provenHash
            else {
                throw StoreRefusal.user(.wrongPresentPassword)
            }
            return try transaction.apply(change, to: user, by: caller)
        }
    }
}
