public import MusterModel

extension Store {
    /// Makes a user, in the contract's order of refusals (5.2).
    ///
    /// - Parameters:
    ///   - new: The user; `passwordHash` nil counts as a missing password.
    ///   - caller: Who does it; they must hold `create-user`.
    /// - Returns: The user as stored.
    /// - Throws: The first of the contract's refusals.
    public func createUser(_ new: NewUser, by caller: Caller) async throws -> User {
        try await write { session in
            guard !NewUser.nameIsUnsafe(new.name) else { throw Failure.plain("Name contains invalid characters") }
            guard try session.holds(caller, "create-user") else {
                throw Failure.savingUser(
                    "Adding user is not allowed", "error-action-not-allowed", ["action": "Adding_user"])
            }
            try session.checkRoles(new.roles ?? [], by: caller)
            try checkFields(new, session.settings())
            try session.checkUnused(new)
            if let email = new.email, !NewUser.isValidEmail(email) {
                throw Failure.savingUser(
                    "Invalid email \(email)", "error-invalid-email", ["email": .string(email), "field": "Email"])
            }
            do {
                return try session.makeUser(new, by: caller)
            } catch Conflict.usernameTaken {
                throw Failure.alreadyInUse(new.username)
            } catch Conflict.emailTaken {
                throw Failure.alreadyInUse(new.email ?? "")
            }
        }
    }
}

private func checkFields(_ new: NewUser, _ settings: Settings) throws {
    func required(_ field: String) -> Failure {
        Failure.savingUser("The field \(field) is required", "error-the-field-is-required", ["field": .string(field)])
    }
    guard !new.name.isBlank else { throw required("Name") }
    guard !new.username.isBlank else { throw required("Username") }
    guard settings.isValidUsername(new.username) else {
        throw Failure.savingUser(
            "\(new.username) is not a valid username", "error-input-is-not-a-valid-field",
            ["input": .string(new.username), "field": "Username"])
    }
    guard new.passwordHash != nil else { throw required("Password") }
}

extension Session {
    fileprivate func checkRoles(_ roles: [String], by caller: Caller) throws {
        try checkExist(roles)
        if roles.contains(Role.admin) { try checkMayAssignAdmin(caller) }
    }

    /// Refuses names and addresses that are reserved or taken. The schema holds them unique whatever happens here.
    fileprivate func checkUnused(_ new: NewUser) throws {
        guard try !settings().reservedUsernames.contains(new.username.folded) else {
            throw Failure.savingUser(
                "\(new.username) is blocked and can't be used!", "error-blocked-username",
                ["field": .string(new.username)])
        }
        guard try userIDs(loggingInAs: .username(new.username)).isEmpty else {
            throw Failure.alreadyInUse(new.username)
        }
        if let email = new.email, try !userIDs(loggingInAs: .email(email)).isEmpty {
            throw Failure.alreadyInUse(email)
        }
    }

    /// Stores a user with their roles and the event.
    func makeUser(_ given: NewUser, by caller: Caller) throws -> User {
        let settings = try self.settings()
        var new = given
        new.customFields = try given.customFields.map(settings.customFields(from:))
        try insertUser(new)
        let roles = new.roles ?? settings.defaultRoles
        for role in roles where try roleExists(role) {
            try giveRole(role, toUser: new.id)
            if role == Role.agent {
                try setOperator(true, statusLivechat: new.active ? "available" : "not-available", user: new.id)
            }
        }
        guard let user = try user(id: new.id) else { throw Failure(.fault, "a user who was made is not there") }
        try append(Event("user.created", user.id, from: nil, to: user.forEventLog), by: caller)
        return user
    }
}

extension Store {
    /// Makes a user for who owns the machine: the same checks of names, without permissions.
    ///
    /// - Parameter new: The user.
    /// - Returns: The user as stored.
    /// - Throws: `Failure` for a bad or taken name or address, or an unknown role.
    public func createUserFromCommandLine(_ new: NewUser) async throws -> User {
        try await write { session in
            guard !NewUser.nameIsUnsafe(new.name) else { throw Failure.plain("Name contains invalid characters") }
            try checkFields(new, session.settings())
            for role in new.roles ?? [] where try !session.roleExists(role) {
                throw Failure.plain("There is no role \(role)")
            }
            if let email = new.email, !NewUser.isValidEmail(email) { throw Failure.plain("Invalid email \(email)") }
            do {
                return try session.makeUser(new, by: .system("command-line"))
            } catch Conflict.usernameTaken {
                throw Failure.plain("\(new.username) is already in use")
            } catch Conflict.emailTaken {
                throw Failure.plain("\(new.email ?? "") is already in use")
            }
        }
    }
}
