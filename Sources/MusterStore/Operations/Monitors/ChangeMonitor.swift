public import MusterModel

extension Store {
    /// Makes a user a monitor; twice is fine.
    ///
    /// - Parameters:
    ///   - username: His exact user name.
    ///   - method: The method's name in the error's details.
    ///   - caller: Who does it.
    /// - Returns: The user with his roles of after (D28).
    /// - Throws: `error-invalid-user` (contract 3.2, 3.4).
    public func addMonitor(_ username: String, method: String, by caller: Caller) async throws -> User {
        try await write { session in
            let user = try session.monitorCandidate(username, method: method)
            try session.give(Role.monitor, to: user, by: caller)
            return try session.user(id: user.id) ?? user
        }
    }

    /// Takes the role from a user, and with it every unit he monitors.
    ///
    /// - Parameters:
    ///   - username: His exact user name.
    ///   - method: The method's name in the error's details.
    ///   - caller: Who does it.
    /// - Throws: `error-invalid-user` (contract 3.2, 3.4).
    public func removeMonitor(_ username: String, method: String, by caller: Caller) async throws {
        try await write { session in
            let user = try session.monitorCandidate(username, method: method)
            try session.take(Role.monitor, from: user, by: caller)
        }
    }
}

extension Session {
    fileprivate func monitorCandidate(_ username: String, method: String) throws -> User {
        guard let user = try user(username: username) else {
            throw Failure.typed("Invalid user", "error-invalid-user", method: method)
        }
        return user
    }

    /// Gives a role and does what comes with it; nothing when he has it.
    func give(_ roleID: String, to user: User, by caller: Caller) throws {
        if roleID == Role.agent { try setOperator(true, statusLivechat: "available", user: user.id) }
        guard !user.roles.contains(roleID) else { return }
        try giveRole(roleID, toUser: user.id)
        try appendRoles(of: user, by: caller)
    }

    /// Takes a role and all that hangs on it; nothing when he does not have it.
    func take(_ roleID: String, from user: User, by caller: Caller) throws {
        if roleID == Role.agent, user.isOperator != nil {
            try setOperator(false, statusLivechat: nil, user: user.id)
            try setLivechat(nil, user: user.id)
            try removeAgent(user.id, exceptFrom: [])
        }
        let units = roleID == Role.monitor ? try unitIDs(ofMonitor: user.id) : []
        guard try takeRole(roleID, fromUser: user.id) else { return }
        try appendRoles(of: user, units: units, by: caller)
    }

    private func appendRoles(of user: User, units: [String] = [], by caller: Caller) throws {
        var before: JSONObject = ["roles": .texts(user.roles)]
        if !units.isEmpty { before["units"] = .texts(units) }
        let roles = try roles(ofUsers: [user.id])[user.id] ?? []
        try append(
            Event("user.roles-changed", user.id, before: .object(before), after: ["roles": .texts(roles)]), by: caller)
    }
}
