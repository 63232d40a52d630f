public import MusterModel

/// Which agents or managers a list shows.
public struct AgentQuery: Sendable {
    /// The role they hold.
    public let role: String
    /// What user name, name or an address contains, whatever the case.
    public var text = ""
    /// Only those who take chats now.
    public var onlyAvailable = false
    /// One who is left out.
    public var excludedID: String?
    /// Also those who are away from their desk; programs always count as present.
    public var showIdle = true

    /// Everybody who holds the role.
    public init(role: String) { self.role = role }
}

extension Store {
    /// A page of agents or managers, by name, each with the ids of the departments they are agent of.
    ///
    /// - Parameters:
    ///   - query: Which ones.
    ///   - page: Which part of them, and in which order.
    ///   - delivery: How the rows are handed over.
    /// - Returns: The page, and how many there are in all.
    public func agents(
        _ query: AgentQuery, _ page: Page, _ delivery: Delivery<(user: User, departmentIDs: [String])> = .whole
    ) async throws -> Paged<(user: User, departmentIDs: [String])> {
        try await read(isLong: delivery.isLong) { transaction in
            var filter = Filter()
            filter.requireRole(query.role)
            filter.search(query.text, in: .usersAndAddresses)
            if query.onlyAvailable { filter.requireAvailable() }
            if !query.showIdle { filter.requirePresent() }
            if let id = query.excludedID { filter.require("u.id <> \(filter.bind(.text(id)))") }
            return try transaction.users(filter, page, standardSort: "name", delivery) { users in
                let departments = try transaction.departmentIDs(ofAgents: users.map(\.id))
                return users.map { ($0, departments[$0.id] ?? []) }
            }
        }
    }
}
