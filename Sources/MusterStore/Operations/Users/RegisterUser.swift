public import MusterModel

extension Store {
    /// Makes a user for himself, with the workspace's default roles (contract 5.2).
    ///
    /// - Throws: The refusals of names and addresses in the contract's words.
    public func registerUser(_ new: NewUser) async throws -> User {
        try await write { session in
            guard try session.settings()["Accounts_RegistrationForm"] == "Public" else {
                throw Failure.typed("User registration is disabled", "error-user-registration-disabled")
            }
            let reserved = try session.settings().reservedUsernames
            guard NewUser.isValidUsername(new.username), !reserved.contains(new.username.folded) else {
                throw Failure.plain("The username provided is not valid")
            }
            guard try session.userIDs(loggingInAs: .username(new.username)).isEmpty else {
                throw Failure.plain("Username is already in use")
            }
            guard !NewUser.nameIsUnsafe(new.name) else { throw Failure.plain("Name contains invalid characters") }
            guard let email = new.email, NewUser.isValidEmail(email) else {
                throw Failure.typed("Invalid email \(new.email ?? "")", "error-invalid-email")
            }
            do {
                return try session.makeUser(new, by: .system("registration"))
            } catch Conflict.usernameTaken {
                throw Failure.plain("Username is already in use")
            } catch Conflict.emailTaken {
                throw Failure.typed("Email already exists.", "403")
            }
        }
    }
}
