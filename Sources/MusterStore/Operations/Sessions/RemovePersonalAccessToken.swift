public import MusterModel

extension Store {
    /// Removes a personal access token.
    ///
    /// - Parameters:
    ///   - name: What its owner calls it.
    ///   - caller: Whose.
    /// - Throws: `mayNotHavePersonalAccessTokens`, `unknownPersonalAccessToken`.
    public func removePersonalAccessToken(named name: String, of caller: Caller) async throws {
        try await write { transaction in
            try transaction.lockUser(caller.id)
            try transaction.checkMayHaveTokens(caller, .removal)
            guard try transaction.removePersonalAccessToken(name, ofUser: caller.id) else {
                throw StoreRefusal.session(.unknownPersonalAccessToken(.removal))
            }
            try transaction.append(Event("token.removed", caller.id, before: ["name": .string(name)]), by: caller)
        }
    }
}
