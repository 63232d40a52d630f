public import MusterModel

extension Store {
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
