public import MusterModel

extension Store {
    /// The user, nil when there is none.
    ///
    /// - Parameter reference: The user, by what the request names them by.
    public func user(_ reference: UserReference) async throws -> User? {
        try await read { try $0.user(reference) }
    }

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

extension Transaction {
    func user(_ reference: UserReference) throws -> User? {
        switch reference {
        case .id(let id): try user(id: id)
        case .username(let name): try user(username: name)
        case .email(let address): try user(email: address)
        }
    }
}
