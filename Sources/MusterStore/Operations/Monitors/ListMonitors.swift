public import MusterModel

extension Store {
    /// A page of the users who hold the role, by name.
    ///
    /// - Returns: The page, and how many there are in all.
    /// - Parameters:
    ///   - text: What the user name, name or an address contains, whatever the case.
    ///   - page: The part and order.
    ///   - delivery: How the rows are handed over.
    public func monitors(
        matching text: String, _ page: Page, _ delivery: Delivery<User> = .whole
    ) async throws -> Paged<User> {
        try await read(isLong: delivery.isLong) { transaction in
            var filter = Filter()
            filter.requireRole(Role.monitor)
            filter.search(text, in: .usersAndAddresses)
            return try transaction.users(filter, page, standardSort: "name", delivery)
        }
    }
}
