public import MusterModel

extension Store {
    /// The user, nil when there is none.
    ///
    /// - Parameter reference: The user, by what the request names them by.
    public func user(_ reference: UserReference) async throws -> User? {
        try await read { try $0.user(reference) }
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
