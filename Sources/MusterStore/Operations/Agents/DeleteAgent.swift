public import MusterModel

extension Store {
    /// Takes the role from a user and all that hangs on it; fine also if they do not have it.
    ///
    /// - Parameters:
    ///   - userID: The user.
    ///   - role: The role: of agents or of managers.
    ///   - caller: Who does it.
    /// - Returns: False when there is no such user.
    public func deleteAgent(_ userID: String, role: String, by caller: Caller) async throws -> Bool {
        try await write { transaction in
            guard let user = try transaction.user(id: userID) else { return false }
            try transaction.take(role, from: user, by: caller)
            return true
        }
    }
}
