public import MusterModel

extension Store {
    /// A department and its agents; no department and no agents when there is none that the caller may see.
    ///
    /// - Parameters:
    ///   - id: The department.
    ///   - onlyMine: For a restricted caller, only one of their units (D27).
    ///   - caller: Who asks.
    /// - Returns: The agents are nil for a caller without `view-livechat-departments` (contract 4.4).
    public func department(
        _ id: String, onlyMine: Bool, for caller: Caller
    ) async throws -> (department: Department?, agents: [DepartmentAgent]?) {
        try await read { transaction in
            let department = try transaction.department(id, in: onlyMine ? Scope(of: caller) : .everything)
            guard try transaction.holds(caller, "view-livechat-departments") else { return (department, nil) }
            return (department, department == nil ? [] : try transaction.agents(ofDepartment: id))
        }
    }
}
