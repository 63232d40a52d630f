public import MusterModel

extension Store {
    /// Makes a user an agent or a manager; twice is fine, and an agent is available then (contract 4.5).
    ///
    /// - Parameters:
    ///   - username: Their user name, whatever its case.
    ///   - role: `livechat-agent` or `livechat-manager`.
    ///   - caller: Who does it.
    /// - Throws: `noneToAdd`.
    public func addOperator(_ username: String, role: String, by caller: Caller) async throws -> User {
        try await write { transaction in
            guard let user = try transaction.user(username: username) else {
                throw StoreRefusal.agent(.noneToAdd)
            }
            try transaction.give(role, to: user, by: caller)
            return user
        }
    }

    /// Takes the role from a user and all that hangs on it; fine also if they do not have it.
    ///
    /// - Parameters:
    ///   - userID: The user.
    ///   - role: The role: of agents or of managers.
    ///   - caller: Who does it.
    /// - Returns: False when there is no such user.
    public func removeOperator(_ userID: String, role: String, by caller: Caller) async throws -> Bool {
        try await write { transaction in
            guard let user = try transaction.user(id: userID) else { return false }
            try transaction.take(role, from: user, by: caller)
            return true
        }
    }
}
