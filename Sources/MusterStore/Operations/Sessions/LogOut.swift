public import MusterModel

extension Store {
    /// Removes exactly the token the caller presented (contract 1.4).
    public func logOut(_ caller: Caller) async throws {
        try await write { transaction in
            try transaction.lockUser(caller.id)
            try transaction.removeToken(caller.hashedToken)
            try transaction.leaveLastSession(of: caller.id, by: caller)
        }
    }
}
