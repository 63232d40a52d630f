public import MusterModel

extension Store {
    /// The caller's personal access tokens, oldest first.
    public func personalTokens(of caller: Caller) async throws -> [PersonalToken] {
        try await read { try $0.personalTokens(ofUser: caller.id) }
    }

    /// Makes a personal access token for the caller (contract 1.7).
    ///
    /// - Parameters:
    ///   - token: The token; only its digest is kept.
    ///   - name: What its owner calls it.
    ///   - bypassesTwoFactor: Whether it makes a second factor needless.
    ///   - caller: Whose.
    /// - Throws: `mayNotHavePersonalTokens`, a name that is taken, too many tokens.
    public func createPersonalToken(
        _ token: String, named name: String, bypassesTwoFactor: Bool, for caller: Caller
    ) async throws {
        try await write(holding: .id(caller.id), by: caller) { transaction, _ in
            try transaction.checkMayHaveTokens(caller, .creation)
            let present = try transaction.personalTokens(ofUser: caller.id)
            guard !present.contains(where: { $0.name.isSame(as: name) }) else {
                throw StoreRefusal.session(.personalTokenNameTaken)
            }
            guard present.count < Limits.personalTokens else {
                throw StoreRefusal.session(.tooManyPersonalTokens)
            }
            try transaction.insertPersonalToken(
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
    /// - Throws: `mayNotHavePersonalTokens`, `unknownPersonalToken`.
    public func replacePersonalToken(_ token: String, named name: String, for caller: Caller) async throws {
        try await write { transaction in
            try transaction.lockUser(caller.id)
            try transaction.checkMayHaveTokens(caller, .replacement)
            let present = try transaction.personalTokens(ofUser: caller.id)
            guard let old = present.first(where: { $0.name.isSame(as: name) }) else {
                throw StoreRefusal.session(.unknownPersonalToken(.replacement))
            }
            _ = try transaction.removePersonalToken(name, ofUser: caller.id)
            try transaction.insertPersonalToken(
                token, record(token, name, old.bypassesTwoFactor, transaction.now), ofUser: caller.id)
            try transaction.append(Event("token.replaced", caller.id, after: ["name": .string(name)]), by: caller)
        }
    }

    /// Removes a personal access token.
    ///
    /// - Parameters:
    ///   - name: What its owner calls it.
    ///   - caller: Whose.
    /// - Throws: `mayNotHavePersonalTokens`, `unknownPersonalToken`.
    public func removePersonalToken(named name: String, of caller: Caller) async throws {
        try await write { transaction in
            try transaction.lockUser(caller.id)
            try transaction.checkMayHaveTokens(caller, .removal)
            guard try transaction.removePersonalToken(name, ofUser: caller.id) else {
                throw StoreRefusal.session(.unknownPersonalToken(.removal))
            }
            try transaction.append(Event("token.removed", caller.id, before: ["name": .string(name)]), by: caller)
        }
    }
}

private func record(_ token: String, _ name: String, _ bypasses: Bool, _ now: Timestamp) -> PersonalToken {
    PersonalToken(name: name, lastPart: String(token.suffix(6)), bypassesTwoFactor: bypasses, createdAt: now)
}

extension Transaction {
    fileprivate func checkMayHaveTokens(
        _ caller: Caller, _ change: SessionRefusal.PersonalTokenChange
    ) throws {
        try checkIsLoggedIn(caller)
        guard try holds(caller, "create-personal-access-tokens") else {
            throw StoreRefusal.session(.mayNotHavePersonalTokens(change))
        }
    }
}
