import MusterModel

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
