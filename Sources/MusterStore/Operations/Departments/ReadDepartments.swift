public import MusterModel

/// Which departments a list shows.
public struct DepartmentQuery: Sendable {
    /// What the name contains, whatever the case.
    public var text = ""
    /// For a restricted caller, only those of his units (D27).
    public var onlyMine = false
    /// Only enabled ones.
    public var onlyEnabled = false
    /// Archived ones too.
    public var showArchived = false
    /// One that is left out.
    public var excludedID: String?

    /// Every department that is not archived.
    public init() {}
}

extension Store {
    /// A page of departments, by name.
    public func departments(
        _ query: DepartmentQuery, _ page: Page, for caller: Caller
    ) async throws -> Paged<Department> {
        try await read { session in
            var filter = Filter()
            filter.search(query.text, in: ["d.name_folded"])
            if query.onlyEnabled { filter.require("d.enabled = 1") }
            if !query.showArchived { filter.require("coalesce(d.archived, 0) = 0") }
            if let id = query.excludedID { filter.require("d.id <> \(filter.bind(.text(id)))") }
            if query.onlyMine { Scope(of: caller).limitDepartments(&filter, unitColumn: "d.unit_id") }
            return try session.departments(filter, page)
        }
    }

    /// A department and its agents, nil when there is none that the caller may see.
    ///
    /// - Parameters:
    ///   - id: The department.
    ///   - onlyMine: For a restricted caller, only one of his units (D27).
    ///   - caller: Who asks.
    /// - Returns: The agents are nil for a caller without `view-livechat-departments` (contract 4.4).
    public func department(
        _ id: String, onlyMine: Bool, for caller: Caller
    ) async throws -> (department: Department, agents: [DepartmentAgent]?)? {
        try await read { session in
            let scope = onlyMine ? Scope(of: caller) : .everything
            guard let department = try session.department(id, in: scope) else { return nil }
            let showsAgents = try session.holds(caller, "view-livechat-departments")
            return (department, showsAgents ? try session.agents(ofDepartment: id) : nil)
        }
    }
}
