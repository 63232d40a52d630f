public import MusterModel

extension Store {
    /// Looks at what comes before the password: whether anybody may register, and the names.
    ///
    /// - Throws: The refusals of contract 5.2 in their order.
    public func checkRegistration(_ new: NewUser) async throws { try await read { try $0.checkRegistration(new) } }

    /// Registers a user, with the workspace's default roles (contract 5.2).
    ///
    /// - Throws: The refusals of names and addresses in the contract's words.
    public func registerUser(_ new: NewUser) async throws -> User {
        try await write { session in
            try session.checkRegistration(new)
            guard let email = new.email, NewUser.isValidEmail(email) else {
                throw Failure.typed("Invalid email \(new.email ?? "")", "error-invalid-email")
            }
            do {
                var new = new
                // Who waits for approval is made, and let in by an administrator later.
                new.active = try !session.settings().isOn("Accounts_ManuallyApproveNewUsers")
                return try session.makeUser(new, by: .system("registration"))
            } catch Conflict.usernameTaken {
                throw Failure.plain("Username is already in use")
            } catch Conflict.emailTaken {
                throw Failure.typed("Email already exists.", "403")
            }
        }
    }
}

extension Session {
    fileprivate func checkRegistration(_ new: NewUser) throws {
        let settings = try settings()
        guard settings["Accounts_RegistrationForm"] == "Public" else {
            throw Failure.typed("User registration is disabled", "error-user-registration-disabled")
        }
        guard !NewUser.nameIsUnsafe(new.name) else { throw Failure.plain("Name contains invalid characters") }
        guard settings.isValidUsername(new.username), !settings.reservedUsernames.contains(new.username.folded) else {
            throw Failure.plain("The username provided is not valid")
        }
        guard try userIDs(loggingInAs: .username(new.username)).isEmpty else {
            throw Failure.plain("Username is already in use")
        }
    }
}
