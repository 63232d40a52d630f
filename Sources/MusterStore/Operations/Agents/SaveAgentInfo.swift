public import MusterModel

extension Store {
    /// Replaces an agent's own fields and the departments they work in (contract 3.4).
    ///
    /// - Parameters:
    ///   - userID: The agent.
    ///   - fields: Their fields; empty texts and nulls are left out.
    ///   - departmentIDs: Their departments; unknown ones are ignored, existing links keep their count and order.
    ///   - caller: Who does it.
    /// - Throws: `isNoAgent`.
    public func saveAgentInfo(
        _ userID: String, _ fields: JSONObject, departmentIDs: [String], by caller: Caller
    ) async throws {
        try await write { transaction in
            guard let user = try transaction.user(id: userID), user.roles.contains(Role.agent) else {
                throw StoreRefusal.agent(.isNoAgent)
            }
            let kept = JSONObject(fields.members.filter { $1 != .null && $1 != "" })
            let before = try transaction.departmentLinks(ofAgent: userID, onlyEnabled: false).map(\.link)
            let wanted = try transaction.existingDepartments(among: departmentIDs, in: .everything)
            let came = Set(wanted).subtracting(before.map(\.departmentID)).sorted()
            let left = before.filter { !wanted.contains($0.departmentID) }
            try transaction.recordingChange("agent.saved", userID, by: caller, transaction.userImage) {
                try transaction.setLivechat(.object(kept), user: userID)
            }
            try transaction.removeAgent(userID, exceptFrom: wanted)
            try transaction.recordLost(LostMemberships(links: left), of: userID, by: caller)
            for id in came {
                let enabled = try transaction.department(id)?.enabled ?? false
                try transaction.saveAgent(userID, ofDepartment: id, count: 0, order: 0, enabled: enabled)
                try transaction.recordMembers(
                    "department.agents-changed", id, "agents", came: [userID: .place(count: 0, order: 0)], by: caller)
            }
            try transaction.markAgentsChanged(ofDepartments: came + left.map(\.departmentID))
        }
    }
}
