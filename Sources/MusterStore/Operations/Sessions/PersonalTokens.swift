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
    /// - Throws: `not-authorized`, a name that is taken, too many tokens.
    public func createPersonalToken(
        _ token: String, named name: String, bypassesTwoFactor: Bool, for caller: Caller
    ) async throws {
        try await write { session in
            try session.checkMayHaveTokens(caller, method: "personalAccessTokens:generateToken")
            let present = try session.personalTokens(ofUser: caller.id)
            guard !present.contains(where: { $0.name.isSame(as: name) }) else {
                throw Failure.typed(
                    "A token with this name already exists", "error-token-already-exists",
                    method: "personalAccessTokens:generateToken")
            }
            guard present.count < Limits.personalTokens else {
                throw Failure.typed("No more than \(Limits.personalTokens) tokens", "error-too-many-tokens")
            }
            try session.insertPersonalToken(
                token, record(token, name, bypassesTwoFactor, session.now), ofUser: caller.id)
            try session.append(Event("token.created", caller.id, after: ["name": .string(name)]), by: caller)
        }
    }

    /// Replaces a personal access token by another of the same name.
    ///
    /// - Throws: `not-authorized`, `error-token-does-not-exists`.
    public func replacePersonalToken(_ token: String, named name: String, for caller: Caller) async throws {
        let method = "personalAccessTokens:regenerateToken"
        try await write { session in
            try session.checkMayHaveTokens(caller, method: method)
            let present = try session.personalTokens(ofUser: caller.id)
            guard let old = present.first(where: { $0.name.isSame(as: name) }) else { throw unknownToken(method) }
            _ = try session.removePersonalToken(name, ofUser: caller.id)
            try session.insertPersonalToken(
                token, record(token, name, old.bypassesTwoFactor, session.now), ofUser: caller.id)
            try session.append(Event("token.replaced", caller.id, after: ["name": .string(name)]), by: caller)
        }
    }

    /// Removes a personal access token.
    ///
    /// - Throws: `not-authorized`, `error-token-does-not-exists`.
    public func removePersonalToken(named name: String, of caller: Caller) async throws {
        let method = "personalAccessTokens:removeToken"
        try await write { session in
            try session.checkMayHaveTokens(caller, method: method)
            guard try session.removePersonalToken(name, ofUser: caller.id) else { throw unknownToken(method) }
            try session.append(Event("token.removed", caller.id, before: ["name": .string(name)]), by: caller)
        }
    }
}

private func record(_ token: String, _ name: String, _ bypasses: Bool, _ now: Timestamp) -> PersonalToken {
    PersonalToken(name: name, lastPart: String(token.suffix(6)), bypassesTwoFactor: bypasses, createdAt: now)
}

private func unknownToken(_ method: String) -> Failure {
    .typed("Token does not exist", "error-token-does-not-exists", method: method)
}

extension Session {
    fileprivate func checkMayHaveTokens(_ caller: Caller, method: String) throws {
        try checkIsLoggedIn(caller)
        guard try holds(caller, "create-personal-access-tokens") else {
            throw Failure.typed("Not Authorized", "not-authorized", method: method)
        }
    }
}
