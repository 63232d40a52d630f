public import MusterModel

extension Store {
    /// Makes a user a monitor; twice is fine.
    ///
    /// - Parameters:
    ///   - username: Their user name, whatever its case.
    ///   - caller: Who does it.
    /// - Returns: The user with their roles after the change (D28).
    /// - Throws: `noneToAdd` (contract 3.2, 3.4).
    public func createMonitor(_ username: String, by caller: Caller) async throws -> User {
        try await write { transaction in
            guard let user = try transaction.user(username: username) else { throw StoreRefusal.monitor(.noneToAdd) }
            try transaction.give(Role.monitor, to: user, by: caller)
            return try transaction.presentUser(user.id)
        }
    }
}
