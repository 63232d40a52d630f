public import MusterModel

extension Store {
    /// A page of those who hold a role, by user name.
    ///
    /// - Parameters:
    ///   - reference: The role.
    ///   - page: Which part of them, and in which order.
    ///   - delivery: How the rows are handed over.
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
}
