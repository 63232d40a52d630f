public import MusterModel

extension Store {
    /// Replaces a personal access token by another of the same name.
    ///
    /// - Parameters:
    ///   - token: The new token; only its digest is kept.
    ///   - name: What its owner calls it.
    ///   - caller: Whose.
    /// - Throws: `mayNotHavePersonalAccessTokens`, `unknownPersonalAccessToken`.
    public func replacePersonalAccessToken(_ token: String, named name: String, for caller: Caller) async throws {
        try await write { transaction in
            try transaction.lockUser(caller.id)
            try transaction.checkMayHaveTokens(caller, .replacement)
            let present = try transaction.personalAccessTokens(ofUser: caller.id)
            guard let old = present.first(where: { $0.name.isSame(as: name) }) else {
                throw StoreRefusal.session(.unknownPersonalAccessToken(.replacement))
            }
            _ = try transaction.removePersonalAccessToken(name, ofUser: caller.id)
            try transaction.insertPersonalAccessToken(
                token, newPersonalAccessToken(token, name, old.bypassesTwoFactor, transaction.now), ofUser: caller.id)
            try transaction.append(Event("token.replaced", caller.id, after: ["name": .string(name)]), by: caller)
        }
    }
}
