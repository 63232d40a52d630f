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
    public func saveAgents(
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

    /// A page of a department's agents, by user name; none for an unknown one.
    ///
    /// - Parameters:
    ///   - id: The department.
    ///   - page: Which part of them, and in which order.
    ///   - delivery: How the rows are handed over.
    public func agents(
        ofDepartment id: String, _ page: Page, _ delivery: Delivery<DepartmentAgent> = .whole
    ) async throws -> Paged<DepartmentAgent> {
        try await read(isLong: delivery.isLong) { try $0.agents(ofDepartment: id, page, delivery) }
    }

    /// The departments a user is agent of, with their names, by name.
    ///
    /// - Parameters:
    ///   - userID: The agent.
    ///   - onlyEnabled: Whether disabled departments are left out.
    /// - Returns: Each link with the name of its department.
    public func departments(
        ofAgent userID: String, onlyEnabled: Bool
    ) async throws -> [(link: DepartmentAgent, departmentName: String)] {
        try await read { try $0.departmentLinks(ofAgent: userID, onlyEnabled: onlyEnabled) }
    }
}
