public import MusterModel

extension Store {
    /// Roles that changed since a moment, and those that are gone since then.
    ///
    /// - Parameter time: The moment.
    /// - Returns: Both; of roles that are gone the id, the name and when.
    public func roles(since time: Timestamp) async throws -> (changed: [Role], deleted: [DeletedRole]) {
        try await read { transaction in
            (try transaction.roles().filter { $0.updatedAt >= time }, try transaction.deletedRoles(since: time))
        }
    }
}
