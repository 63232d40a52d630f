/// An agent's place in a department.
public struct DepartmentAgent: Sendable, Equatable {
    /// The row's id.
    public let id: String
    /// The agent's user id.
    public let agentID: String
    /// The department.
    public let departmentID: String
    /// Whether the department is enabled, as far as this agent is concerned.
    public let departmentEnabled: Bool
    /// The agent's user name, always the user's present one.
    public let username: String
    /// How many chats they take at once.
    public let count: Int
    /// Their place in the line.
    public let order: Int
    /// The last change.
    public let updatedAt: Timestamp

    /// A row as it stands in the store.
    public init(
        id: String, agentID: String, departmentID: String, departmentEnabled: Bool, username: String, count: Int,
        order: Int, updatedAt: Timestamp
    ) {
        self.id = id
        self.agentID = agentID
        self.departmentID = departmentID
        self.departmentEnabled = departmentEnabled
        self.username = username
        self.count = count
        self.order = order
        self.updatedAt = updatedAt
    }
}
