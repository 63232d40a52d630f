public import MusterModel

extension Store {
    /// Makes a user a monitor; twice is fine.
    ///
    /// - Parameters:
    ///   - username: Their user name, whatever its case.
    ///   - caller: Who does it.
    /// - Returns: The user with their roles after the change (D28).
    /// - Throws: `noneToAdd` (contract 3.2, 3.4).
    public func addMonitor(_ username: String, by caller: Caller) async throws -> User {
        try await write { transaction in
            guard let user = try transaction.user(username: username) else { throw StoreRefusal.monitor(.noneToAdd) }
            try transaction.give(Role.monitor, to: user, by: caller)
            return try transaction.presentUser(user.id)
        }
    }

    /// Takes the role from a user, and with it every unit they monitor.
    ///
    /// - Parameters:
    ///   - username: Their user name, whatever its case.
    ///   - caller: Who does it.
    /// - Throws: `noneToRemove` (contract 3.2, 3.4).
    public func removeMonitor(_ username: String, by caller: Caller) async throws {
        try await write { transaction in
            guard let user = try transaction.user(username: username) else { throw StoreRefusal.monitor(.noneToRemove) }
            try transaction.take(Role.monitor, from: user, by: caller)
        }
    }
}

extension Transaction {
    /// Gives a role and does what comes with it; nothing when they have it, but an active agent becomes available
    /// again.
    func give(_ roleID: String, to user: User, by caller: Caller) throws {
        try lockUser(user.id)
        let kind = user.roles.contains(roleID) ? "agent.status-changed" : "user.roles-changed"
        try recordingChange(kind, user.id, by: caller, userImage) {
            if roleID == Role.agent {
                try setAgent(true, statusLivechat: user.active ? "available" : "not-available", user: user.id)
            }
            try giveRole(roleID, toUser: user.id)
        }
    }

    /// Takes a role and all that hangs on it; nothing if they do not have it.
    func take(_ roleID: String, from user: User, by caller: Caller) throws {
        try lockUser(user.id)
        // Somebody may answer for departments without ever having been an agent (D30): that stays.
        let wasAgent = roleID == Role.agent && user.isAgent != nil
        let lost = try roleID != Role.agent || wasAgent ? lostMemberships(of: user.id, with: roleID) : LostMemberships()
        try recordingChange("user.roles-changed", user.id, by: caller, userImage) {
            if wasAgent {
                try setAgent(false, statusLivechat: nil, user: user.id)
                try setLivechat(nil, user: user.id)
                try removeAgent(user.id, exceptFrom: [])
            }
            try takeRole(roleID, fromUser: user.id)
        }
        try recordLost(lost, of: user.id, by: caller)
    }
}

/// The units and departments that somebody leaves because they go or lose a role.
struct LostMemberships {
    var unitIDs: [String] = []
    var links: [DepartmentAgent] = []
}

extension Transaction {
    /// What a user would leave; without a role named, all of it.
    func lostMemberships(of userID: String, with roleID: String? = nil) throws -> LostMemberships {
        var lost = LostMemberships()
        if roleID == nil || roleID == Role.monitor { lost.unitIDs = try unitIDs(ofMonitor: userID) }
        if roleID == nil || roleID == Role.agent {
            lost.links = try departmentLinks(ofAgent: userID, onlyEnabled: false).map(\.link)
        }
        return lost
    }

    /// Appends to each of them that the user left.
    func recordLost(_ lost: LostMemberships, of userID: String, by caller: Caller) throws {
        for unitID in lost.unitIDs {
            try recordMembers("unit.monitors-changed", unitID, "monitors", left: .each([userID]), by: caller)
        }
        for link in lost.links {
            try recordMembers(
                "department.agents-changed", link.departmentID, "agents",
                left: [userID: .place(count: link.count, order: link.order)], by: caller)
        }
    }
}
