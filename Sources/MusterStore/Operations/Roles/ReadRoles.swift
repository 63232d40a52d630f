public import MusterModel

extension Store {
    /// Every role, by id.
    public func roles() async throws -> [Role] { try await read { try $0.roles() } }

    /// Roles that changed since a moment, and those that are gone since then.
    ///
    /// - Parameter time: The moment.
    /// - Returns: Both; of roles that are gone the id, the name and when.
    public func roles(since time: Timestamp) async throws -> (changed: [Role], deleted: [DeletedRole]) {
        try await read { transaction in
            (try transaction.roles().filter { $0.updatedAt >= time }, try transaction.deletedRoles(since: time))
        }
    }

    /// A page of those who hold a role, by user name.
    ///
    /// - Parameters:
    ///   - reference: The role.
    ///   - page: Which part of them, and in which order.
    /// - Returns: The page, and how many there are in all.
    /// - Throws: `noneToList` for an unknown one (contract 5.3).
    public func users(
        inRole reference: RoleReference, _ page: Page, _ delivery: Delivery<User> = .whole
    ) async throws -> Paged<User> {
        try await read(isLong: delivery.isLong) { transaction in
            guard let role = try transaction.role(reference) else { throw StoreRefusal.role(.noneToList) }
            var filter = Filter()
            filter.requireRole(role.id)
            return try transaction.users(filter, page, delivery)
        }
    }

    /// Those who hold a public role, by user name, each with their public roles alone (D83).
    ///
    /// A role is public when it counts everywhere and says what it is for.
    ///
    /// - Parameter page: Which part of them.
    public func usersInPublicRoles(_ page: Page) async throws -> [(user: User, roles: [String])] {
        try await read { transaction in
            let isPublic = Set(
                try transaction.roles().filter { $0.scope == "Users" && !$0.description.isEmpty }.map(\.id))
            let holds = Condition("roles", .texts(isPublic.sorted()))
            let part = Page(offset: page.offset, count: page.count, conditions: [holds])
            return try transaction.users(Filter(), part).rows.map { ($0, $0.roles.filter(isPublic.contains)) }
        }
    }
}
