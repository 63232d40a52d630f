/// A unit: departments that monitors supervise together.
public struct BusinessUnit: Sendable, Equatable {
    /// The id.
    public let id: String
    /// The name; neither unique nor checked (contract 2.2).
    public let name: String
    /// Stored and echoed, nothing depends on it (contract 6.3).
    public let visibility: String
    /// Monitors that are active and have the role: rows counted, not a number kept (D5).
    public let monitorCount: Int
    /// Departments that belong to it: rows counted, not a number kept (D6).
    public let departmentCount: Int
    /// The last change.
    public let updatedAt: Timestamp

    /// A unit as it stands in the store.
    public init(
        id: String, name: String, visibility: String, monitorCount: Int, departmentCount: Int, updatedAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.visibility = visibility
        self.monitorCount = monitorCount
        self.departmentCount = departmentCount
        self.updatedAt = updatedAt
    }
}
