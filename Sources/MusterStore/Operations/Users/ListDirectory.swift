public import MusterModel

extension Store {
    /// A page of the users who can log in, by name (D83).
    ///
    /// - Returns: The page, and how many there are in all.
    /// - Parameters:
    ///   - text: What the user name or name contains, whatever the case.
    ///   - searchesAddresses: Whether their addresses are searched too.
    ///   - page: The part and order.
    ///   - delivery: How the rows are handed over.
    public func directory(
        matching text: String, searchesAddresses: Bool, _ page: Page, _ delivery: Delivery<User> = .whole
    ) async throws -> Paged<User> {
        try await read(isLong: delivery.isLong) { transaction in
            var filter = Filter()
            filter.requireActive()
            if searchesAddresses {
                filter.search(text, in: .usersAndAddresses)
            } else {
                filter.search(text, in: .users)
            }
            return try transaction.users(filter, page, standardSort: "name", delivery)
        }
    }
}
