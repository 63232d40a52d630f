public import MusterModel

extension Store {
    /// The caller's personal access tokens, oldest first.
    public func personalAccessTokens(of caller: Caller) async throws -> [PersonalAccessToken] {
        try await read { try $0.personalAccessTokens(ofUser: caller.id) }
    }

    /// Makes a personal access token for the caller (contract 1.7).
    ///
    /// - Parameters:
    ///   - token: The token; only its digest is kept.
    ///   - name: What its owner calls it.
    ///   - bypassesTwoFactor: Whether it makes a second factor needless.
    ///   - caller: Whose.
    /// - Throws: `mayNotHavePersonalAccessTokens`, a name that is taken, too many tokens.
    public func createPersonalAccessToken(
        _ token: String, named name: String, bypassesTwoFactor: Bool, for caller: Caller
    ) async throws {
        try await write(holding: .id(caller.id), by: caller) { transaction, _ in
            try transaction.checkMayHaveTokens(caller, .creation)
            let present = try transaction.personalAccessTokens(ofUser: caller.id)
            guard !present.contains(where: { $0.name.isSame(as: name) }) else {
                throw StoreRefusal.session(.personalAccessTokenNameTaken)
            }
            guard present.count < Limits.personalAccessTokens else {
                throw StoreRefusal.session(.tooManyPersonalAccessTokens)
            }
            try transaction.insertPersonalAccessToken(
                token, record(token, name, bypassesTwoFactor, transaction.now), ofUser: caller.id)
            try transaction.append(Event("token.created", caller.id, after: ["name": .string(name)]), by: caller)
        }
    }

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
                token, record(token, name, old.bypassesTwoFactor, transaction.now), ofUser: caller.id)
            try transaction.append(Event("token.replaced", caller.id, after: ["name": .string(name)]), by: caller)
        }
    }

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

private func record(_ token: String, _ name: String, _ bypasses: Bool, _ now: Timestamp) -> PersonalAccessToken {
    PersonalAccessToken(name: name, lastPart: String(token.suffix(6)), bypassesTwoFactor: bypasses, createdAt: now)
}

extension Transaction {
    fileprivate func checkMayHaveTokens(
        _ caller: Caller, _ change: SessionRefusal.PersonalAccessTokenChange
    ) throws {
        try checkIsLoggedIn(caller)
        guard try holds(caller, "create-personal-access-tokens") else {
            throw StoreRefusal.session(.mayNotHavePersonalAccessTokens(change))
        }
    }
}
