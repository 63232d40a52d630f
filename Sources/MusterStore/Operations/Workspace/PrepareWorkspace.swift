public import MusterModel

extension Store {
    /// Brings an empty or older store to what every workspace has: default roles and permissions, `rocket.cat`,
    /// `GENERAL` (contract 7, D18). What an administrator changed stays.
    public func prepareWorkspace() async throws {
        try await write { transaction in
            for role in Role.defaults { try transaction.keepDefault(role) }
            for (permission, roles) in DefaultPermissions.all {
                try transaction.makePermission(permission, roles: roles)
            }
            try transaction.makeRoom("GENERAL", name: "general", type: "c")
            // Older programs left the deactivated as they were (D61).
            for id in try transaction.presentThoughInactive() {
                try transaction.recordingChange("user.status-changed", id, by: .system("muster"), transaction.userImage)
                {
                    try transaction.setAbsent(id)
                }
            }
            guard try transaction.user(id: "rocket.cat") == nil else { return }
            var bot = NewUser(username: "rocket.cat", name: "Rocket.Cat")
            bot.id = "rocket.cat"
            bot.type = "bot"
            bot.roles = [Role.bot]
            _ = try transaction.makeUser(bot, by: .system("muster"))
        }
    }

    /// True when somebody holds the role admin.
    public func hasAdmin() async throws -> Bool { try await read { try $0.holderCount(ofRole: Role.admin) > 0 } }

    /// True when TEST_MODE or the demo left something that everybody knows: the test admin, the page's token.
    public func hasPublicCredentials() async throws -> Bool {
        try await read { transaction in
            try transaction.user(id: "rocketchat.internal.admin.test") != nil
                || transaction.userID(resuming: Digest.ofToken(Demo.token)) != nil
        }
    }

    /// Makes the first administrator, unless there is one.
    ///
    /// - Parameter admin: Who; with the role admin and no other, whatever it says (D64).
    /// - Returns: False when somebody was admin already.
    /// - Throws: `Failure` when the name or address is taken.
    public func makeAdmin(_ admin: NewUser) async throws -> Bool {
        try await write { transaction in
            guard try transaction.holderCount(ofRole: Role.admin) == 0 else { return false }
            var admin = admin
            admin.roles = [Role.admin]
            do {
                _ = try transaction.makeUser(admin, by: .system("muster"))
            } catch is Conflict {
                throw Failure(.fault, "The name or address of the first admin belongs to another user")
            }
            return true
        }
    }

    /// Makes the oldest person who can log in administrator where there are people but no admin (contract 1.18).
    ///
    /// - Returns: Their user name, nil when there was nobody to choose.
    public func promoteOldestUser() async throws -> String? {
        try await write { transaction in
            guard try transaction.holderCount(ofRole: Role.admin) == 0 else { return nil }
            var filter = Filter()
            filter.require("u.type = 'user' AND \(Role.mayLead("u"))")
            let order = [Page.SortKey(field: "createdAt", ascending: true)]
            guard let oldest = try transaction.users(filter, Page(offset: 0, count: 1, sort: order)).rows.first else {
                return nil
            }
            try transaction.give(Role.admin, to: oldest, by: .system("muster"))
            return oldest.username
        }
    }

    /// Makes the administrator of TEST_MODE anew (D19).
    ///
    /// - Parameter passwordHash: bcrypt text of their password.
    public func remakeTestAdmin(passwordHash: String) async throws {
        let id = "rocketchat.internal.admin.test"
        try await write { transaction in
            if let old = try transaction.user(id: id) { try transaction.delete(old, by: .system("muster")) }
            var admin = NewUser(username: id, name: "RocketChat Internal Admin Test")
            admin.id = id
            admin.email = "\(id)@rocket.chat"
            admin.passwordHash = passwordHash
            admin.roles = [Role.admin]
            _ = try transaction.makeUser(admin, by: .system("muster"))
        }
    }
}

extension Transaction {
    /// Writes a default role; what an administrator changed and may not decide is put right, and reported.
    fileprivate func keepDefault(_ role: Role) throws {
        let before = try self.role(id: role.id)?.forEventLog
        try saveDefaultRole(role)
        let after = try self.role(id: role.id)?.forEventLog
        guard let before, before != after else { return }
        try append(Event("role.updated", role.id, from: before, to: after), by: .system("muster"))
    }
}
