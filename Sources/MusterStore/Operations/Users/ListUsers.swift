public import MusterModel

extension Store {
    /// A page of all users, by user name.
    ///
    /// - Parameters:
    ///   - page: Which part of them, in which order, and what must hold of them.
    ///   - delivery: How the rows are handed over.
    /// - Returns: The page, and how many there are in all.
    public func users(_ page: Page, _ delivery: Delivery<User> = .whole) async throws -> Paged<User> {
        try await read(isLong: delivery.isLong) { try $0.users(Filter(), page, delivery) }
    }
}
