public import MusterModel

extension Store {
    /// Adds agents to a department or sets their count and order anew, and takes others out (contract 4.4).
    ///
    /// - Parameters:
    ///   - upserts: Who comes; users who do not exist are ignored.
    ///   - removals: Ids of those who go; one who is no agent of it is ignored.
    ///   - id: The department.
    ///   - caller: Who does it.
    /// - Throws: `noneToStaff`.
    public func saveDepartmentAgents(
        _ upserts: [AgentUpsert], removing removals: [String], ofDepartment id: String, by caller: Caller
    ) async throws {
        try await write { transaction in
            guard let department = try transaction.department(id) else {
                throw StoreRefusal.department(.noneToStaff)
            }
            try transaction.recordingChange("department.agents-changed", id, by: caller, transaction.departmentImage) {
                for agent in upserts {
                    try transaction.saveAgent(
                        agent.agentID, ofDepartment: id, count: agent.count, order: agent.order,
                        enabled: department.enabled)
                }
                try transaction.removeAgents(removals, fromDepartment: id)
            }
            if !upserts.isEmpty || !removals.isEmpty { try transaction.markAgentsChanged(ofDepartments: [id]) }
        }
    }
}
