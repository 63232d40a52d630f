public import MusterModel

extension Store {
    /// The first users by user name who can log in and whose user name or name contains a text (D83).
    ///
    /// - Parameters:
    ///   - term: What they contain, whatever the case.
    ///   - exceptions: User names that are left out.
    ///   - conditions: What else must hold.
    ///   - count: Users at most.
    public func users(
        containing term: String, except exceptions: [String], _ conditions: [Condition], count: Int
    ) async throws -> [User] {
        try await read { transaction in
            var filter = Filter()
            filter.requireActive()
            filter.search(term, in: .users)
            filter.requireNone(of: exceptions, "u.username")
            return try transaction.firstUsers(filter, conditions, count: count)
        }
    }
}
