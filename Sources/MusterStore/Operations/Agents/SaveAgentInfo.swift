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
        try await write { session in
            guard let user = try session.user(id: userID), user.roles.contains(Role.agent) else {
                throw StoreRefusal.agent(.isNoAgent)
            }
            let kept = JSONObject(fields.members.filter { $1 != .null && $1 != "" })
            let before = try session.departmentLinks(ofAgent: userID, onlyEnabled: false).map(\.link)
            let wanted = try session.existingDepartments(among: departmentIDs, in: .everything)
            let came = Set(wanted).subtracting(before.map(\.departmentID)).sorted()
            let left = before.filter { !wanted.contains($0.departmentID) }
            try session.telling("agent.saved", userID, by: caller, session.userImage) {
                try session.setLivechat(.object(kept), user: userID)
            }
            try session.removeAgent(userID, exceptFrom: wanted)
            try session.tell(Losses(links: left), of: userID, by: caller)
            for id in came {
                let enabled = try session.department(id)?.enabled ?? false
                try session.saveAgent(userID, ofDepartment: id, count: 0, order: 0, enabled: enabled)
                try session.tell(
                    "department.agents-changed", id, "agents", came: [userID: .place(count: 0, order: 0)], by: caller)
            }
            try session.markAgentsChanged(ofDepartments: came + left.map(\.departmentID))
        }
    }
}
