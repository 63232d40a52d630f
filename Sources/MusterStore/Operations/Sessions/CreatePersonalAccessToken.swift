public import MusterModel

extension Store {
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
                token, newPersonalAccessToken(token, name, bypassesTwoFactor, transaction.now), ofUser: caller.id)
            try transaction.append(Event("token.created", caller.id, after: ["name": .string(name)]), by: caller)
        }
    }
}

func newPersonalAccessToken(_ token: String, _ name: String, _ bypasses: Bool, _ now: Timestamp) -> PersonalAccessToken
{
    PersonalAccessToken(name: name, lastPart: String(token.suffix(6)), bypassesTwoFactor: bypasses, createdAt: now)
}

extension Transaction {
    func checkMayHaveTokens(
        _ caller: Caller, _ change: SessionRefusal.PersonalAccessTokenChange
    ) throws {
        try checkIsLoggedIn(caller)
        guard try holds(caller, "create-personal-access-tokens") else {
            throw StoreRefusal.session(.mayNotHavePersonalAccessTokens(change))
        }
    }
}
