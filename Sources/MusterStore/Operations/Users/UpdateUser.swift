public import MusterModel

extension Store {
    /// Changes a user, as an administrator (contract 5.2).
    ///
    /// - Parameters:
    ///   - id: Whom.
    ///   - change: What.
    ///   - caller: Who does it; they must hold `edit-other-user-info`, and more for some members.
    /// - Returns: The user afterwards.
    /// - Throws: The first of the contract's refusals; then nothing is changed.
    public func updateUser(_ id: String, _ change: UserChange, by caller: Caller) async throws -> User {
        try await write { transaction in
            guard try transaction.holds(caller, "edit-other-user-info") else {
                throw StoreRefusal.user(.mayNot(.edit))
            }
            guard let user = try transaction.user(id: id) else { throw StoreRefusal.user(.noneToChange) }
            guard change.emailIsVerified == nil || id != caller.id else {
                throw StoreRefusal.user(.mayNot(.editOwnVerification))
            }
            try transaction.checkRoles(change.roles, of: user, by: caller)
            // An empty hash: the caller lacked the permission when the password should have been hashed.
            let mayChangePassword =
                try change.passwordHash != "" && transaction.holds(caller, "edit-other-user-password")
            if change.passwordHash != nil, !mayChangePassword {
                throw StoreRefusal.user(.mayNot(.editPassword))
            }
            if change.active != nil, try !transaction.holds(caller, "edit-other-user-active-status") {
                throw StoreRefusal.user(.mayNot(.activate))
            }
            return try transaction.apply(change, to: user, by: caller)
        }
    }
}

extension Transaction {
    fileprivate func checkRoles(_ roles: [String]?, of user: User, by caller: Caller) throws {
        guard let roles else { return }
        guard try holds(caller, "assign-roles") else {
            throw StoreRefusal.user(.mayNot(.assignRoles))
        }
        try checkExist(roles)
        let isAdmin = user.roles.contains(Role.admin)
        if roles.contains(Role.admin) != isAdmin { try checkMayAssignAdmin(caller) }
        let confines = roles.contains(Role.guest) && !user.roles.contains(Role.guest)
        if !roles.contains(Role.admin) || confines, try isLastAdmin(user) { throw StoreRefusal.role(.lastAdmin) }
    }

    /// Makes the change, all of it, with its events.
    func apply(_ change: UserChange, to user: User, by caller: Caller) throws -> User {
        if let name = change.name, NewUser.nameIsUnsafe(name) {
            throw StoreRefusal.user(.unsafeName)
        }
        try recordingChange("user.updated", user.id, by: caller, userImage) { try applyMembers(change, to: user) }
        if let roles = change.roles { try replaceRoles(roles, of: user, by: caller) }
        if let active = change.active, active != user.active {
            // As they are now: their roles may just have changed.
            try changeActive(active, presentUser(user.id), by: caller)
        }
        if let hash = change.passwordHash {
            try setPasswordHash(hash, ofUser: user.id)
            try removeTokens(ofUser: user.id)
            try append(Event("user.password-changed", user.id), by: caller)
            try leaveLastSession(of: user.id, by: caller)
        }
        return try presentUser(user.id)
    }

    private func applyMembers(_ change: UserChange, to user: User) throws {
        do {
            try applyIdentity(change, to: user)
            try checkLengths(change)
            try applyEmail(change, to: user)
        } catch Conflict.usernameTaken {
            throw StoreRefusal.user(.identityNotSaved)
        } catch Conflict.emailTaken {
            throw StoreRefusal.user(.inUse(change.email ?? ""))
        }
        try change.bio.map { try setBio($0, ofUser: user.id) }
        try change.nickname.map { try setNickname($0, ofUser: user.id) }
        try change.statusText.map { try setStatusText($0, ofUser: user.id) }
        try change.status.map { try setStatus($0, ofUser: user.id) }
        try change.requiresPasswordChange.map { try setRequiresPasswordChange($0, ofUser: user.id) }
        if let fields = change.customFields {
            try setCustomFields(customFields(from: fields, settings()), ofUser: user.id)
        }
    }

    private func checkLengths(_ change: UserChange) throws {
        if (change.bio?.unicodeScalars.count ?? 0) > UserChange.bioCharactersMax {
            throw StoreRefusal.user(.bioTooLong)
        }
        if (change.nickname?.unicodeScalars.count ?? 0) > UserChange.nicknameCharactersMax {
            throw StoreRefusal.user(.nicknameTooLong)
        }
    }

    private func applyIdentity(_ change: UserChange, to user: User) throws {
        if let username = change.username, username.differs(from: user.username) {
            let settings = try self.settings()
            guard settings.isValidUsername(username), !settings.reservedUsernames.contains(username.folded) else {
                throw StoreRefusal.user(.identityNotSaved)
            }
            if let other = try userIDs(loggingInAs: .username(username)).first, other != user.id {
                throw StoreRefusal.user(.identityNotSaved)
            }
            try setUsername(username, ofUser: user.id)
        }
        if let name = change.name, name.differs(from: user.name) {
            guard !name.isBlank else { throw StoreRefusal.user(.identityNotSaved) }
            try setName(name, ofUser: user.id)
        }
    }

    private func applyEmail(_ change: UserChange, to user: User) throws {
        let present = user.emails.first
        guard let email = change.email ?? present?.address else { return }
        let isNew = email.differs(from: present?.address)
        guard isNew || change.emailIsVerified != nil else { return }
        guard NewUser.isValidEmail(email) else {
            throw StoreRefusal.user(.invalidEmail(email))
        }
        if let other = try userIDs(loggingInAs: .email(email)).first, other != user.id {
            throw StoreRefusal.user(.inUse(email))
        }
        let isVerified = change.emailIsVerified ?? (!isNew && present?.verified == true)
        try setEmail(email, verified: isVerified, ofUser: user.id)
    }

    private func replaceRoles(_ roles: [String], of user: User, by caller: Caller) throws {
        for role in roles where !user.roles.contains(role) {
            try give(role, to: presentUser(user.id), by: caller)
        }
        for role in user.roles where !roles.contains(role) {
            try take(role, from: presentUser(user.id), by: caller)
        }
    }
}
