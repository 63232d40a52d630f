public import MusterModel

extension Store {
    /// Makes a user an agent or a manager; twice is fine, and an agent is available then (contract 4.5).
    ///
    /// - Parameters:
    ///   - username: Their user name, whatever its case.
    ///   - role: `livechat-agent` or `livechat-manager`.
    ///   - caller: Who does it.
    /// - Throws: `noneToAdd`.
    public func createAgent(_ username: String, role: String, by caller: Caller) async throws -> User {
        try await write { transaction in
            guard let user = try transaction.user(username: username) else {
                throw StoreRefusal.agent(.noneToAdd)
            }
            try transaction.give(role, to: user, by: caller)
            return user
        }
    }
}
