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
        try await write { transaction in
            guard !NewUser.nameIsUnsafe(new.name) else { throw StoreRefusal.user(.unsafeName) }
            guard try transaction.holds(caller, "create-user") else {
                throw StoreRefusal.user(.mayNot(.create))
            }
            try transaction.checkRoles(new.roles ?? [], by: caller)
            try checkFields(new, transaction.settings())
            try transaction.checkUnused(new)
            if let email = new.email, !NewUser.isValidEmail(email) {
                throw StoreRefusal.user(.invalidEmail(email))
            }
            do {
                return try transaction.makeUser(new, by: caller)
            } catch Conflict.usernameTaken {
                throw StoreRefusal.user(.inUse(new.username))
            } catch Conflict.emailTaken {
                throw StoreRefusal.user(.inUse(new.email ?? ""))
            }
        }
    }
}

private func checkFields(_ new: NewUser, _ settings: Settings) throws {
    guard !new.name.isBlank else { throw StoreRefusal.user(.missing(.name)) }
    guard !new.username.isBlank else { throw StoreRefusal.user(.missing(.username)) }
    guard settings.isValidUsername(new.username) else {
        throw StoreRefusal.user(.invalidUsername(new.username))
    }
    guard new.passwordHash != nil else { throw StoreRefusal.user(.missing(.password)) }
}

extension Transaction {
    fileprivate func checkRoles(_ roles: [String], by caller: Caller) throws {
        try checkExist(roles)
        if roles.contains(Role.admin) { try checkMayAssignAdmin(caller) }
    }

    /// Refuses names and addresses that are reserved or taken. The schema holds them unique whatever happens here.
    fileprivate func checkUnused(_ new: NewUser) throws {
        guard try !settings().reservedUsernames.contains(new.username.folded) else {
            throw StoreRefusal.user(.blockedUsername(new.username))
        }
        guard try userIDs(loggingInAs: .username(new.username)).isEmpty else {
            throw StoreRefusal.user(.inUse(new.username))
        }
        if let email = new.email, try !userIDs(loggingInAs: .email(email)).isEmpty {
            throw StoreRefusal.user(.inUse(email))
        }
    }

    /// The custom fields as they are stored.
    func customFields(from given: JSON, _ settings: Settings) throws -> JSON {
        do { return try settings.customFields(from: given) } catch { throw StoreRefusal.user(.customFields(error)) }
    }

    /// Stores a user with their roles and the event.
    func makeUser(_ given: NewUser, by caller: Caller) throws -> User {
        let settings = try self.settings()
        var new = given
        new.customFields = try given.customFields.map { try customFields(from: $0, settings) }
        try insertUser(new)
        let roles = new.roles ?? settings.defaultRoles
        for role in roles where try roleExists(role) {
            try giveRole(role, toUser: new.id)
            if role == Role.agent {
                try setAgent(true, statusLivechat: new.active ? "available" : "not-available", user: new.id)
            }
        }
        let user = try presentUser(new.id)
        try append(Event("user.created", user.id, from: nil, to: user.forEventLog), by: caller)
        return user
    }
}

extension Store {
    /// Makes a user for who owns the machine: the same checks of names, without permissions.
    ///
    /// - Parameter new: The user.
    /// - Returns: The user as stored.
    /// - Throws: `StoreRefusal` for a bad or taken name or address, or an unknown role.
    public func createUserFromCommandLine(_ new: NewUser) async throws -> User {
        try await write { transaction in
            guard !NewUser.nameIsUnsafe(new.name) else { throw StoreRefusal.user(.unsafeName) }
            try checkFields(new, transaction.settings())
            for role in new.roles ?? [] where try !transaction.roleExists(role) {
                throw StoreRefusal.command(.noRole(role))
            }
            if let email = new.email, !NewUser.isValidEmail(email) {
                throw StoreRefusal.command(.invalidEmail(email))
            }
            do {
                return try transaction.makeUser(new, by: .system("command-line"))
            } catch Conflict.usernameTaken {
                throw StoreRefusal.command(.inUse(new.username))
            } catch Conflict.emailTaken {
                throw StoreRefusal.command(.inUse(new.email ?? ""))
            }
        }
    }
}
