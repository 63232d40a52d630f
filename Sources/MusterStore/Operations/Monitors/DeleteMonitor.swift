public import MusterModel

extension Store {
    /// Takes the role from a user, and with it every unit they monitor.
    ///
    /// - Parameters:
    ///   - username: Their user name, whatever its case.
    ///   - caller: Who does it.
    /// - Throws: `noneToRemove` (contract 3.2, 3.4).
    public func deleteMonitor(_ username: String, by caller: Caller) async throws {
        try await write { transaction in
            guard let user = try transaction.user(username: username) else { throw StoreRefusal.monitor(.noneToRemove) }
            try transaction.take(Role.monitor, from: user, by: caller)
        }
    }
}
