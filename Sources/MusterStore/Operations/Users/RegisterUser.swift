public import MusterModel

extension Store {
    /// Looks at what comes before the password: whether anybody may register, and the names.
    ///
    /// - Throws: The refusals of contract 5.2 in their order.
    public func checkRegistration(_ new: NewUser) async throws { try await read { try $0.checkRegistration(new) } }

    /// Registers a user, with the workspace's default roles (contract 5.2).
    ///
    /// - Throws: The refusals of names and addresses.
    public func registerUser(_ new: NewUser) async throws -> User {
        try await write { transaction in
            try transaction.checkRegistration(new)
            guard let email = new.email, NewUser.isValidEmail(email) else {
                throw StoreRefusal.registration(.invalidEmail(new.email ?? ""))
            }
            do {
                var new = new
                // Who waits for approval is made, and let in by an administrator later.
                new.active = try !transaction.settings().isOn("Accounts_ManuallyApproveNewUsers")
                return try transaction.makeUser(new, by: .system("registration"))
            } catch Conflict.usernameTaken {
                throw StoreRefusal.registration(.usernameTaken)
            } catch Conflict.emailTaken {
                throw StoreRefusal.registration(.emailTaken)
            }
        }
    }
}

extension Transaction {
    fileprivate func checkRegistration(_ new: NewUser) throws {
        let settings = try settings()
        guard settings["Accounts_RegistrationForm"] == "Public" else {
            throw StoreRefusal.registration(.isOff)
        }
        guard !NewUser.nameIsUnsafe(new.name) else { throw StoreRefusal.user(.unsafeName) }
        guard settings.isValidUsername(new.username), !settings.reservedUsernames.contains(new.username.folded) else {
            throw StoreRefusal.registration(.invalidUsername)
        }
        guard try userIDs(loggingInAs: .username(new.username)).isEmpty else {
            throw StoreRefusal.registration(.usernameTaken)
        }
    }
}
