public import MusterModel

extension Store {
    /// The monitor of that user name, whatever its case.
    ///
    /// - Parameter username: The user name, whatever its case.
    /// - Throws: `unknown` when nobody has it, or its owner is no monitor (contract 3.2).
    public func monitor(_ username: String) async throws -> User {
        try await read { transaction in
            guard let user = try transaction.user(username: username), user.roles.contains(Role.monitor) else {
                throw StoreRefusal.monitor(.unknown)
            }
            return user
        }
    }
}
