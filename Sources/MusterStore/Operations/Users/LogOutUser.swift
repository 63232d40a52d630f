public import MusterModel

extension Store {
    /// Ends every session and token of a user.
    ///
    /// - Parameters:
    ///   - id: Whose.
    ///   - caller: Who does it; for somebody else's he must hold `logout-other-user`.
    /// - Throws: `unauthorized`, `error-invalid-user-id` (contract 5.2).
    public func logOutUser(_ id: String, by caller: Caller) async throws {
        try await write { session in
            guard try id == caller.id || session.holds(caller, "logout-other-user") else {
                throw Failure(.forbidden, "unauthorized")
            }
            guard try session.user(id: id) != nil else {
                throw Failure.typed("Invalid user id", "error-invalid-user-id")
            }
            try session.removeTokens(ofUser: id)
            try session.append(Event("user.logged-out", id), by: caller)
        }
    }

    /// Ends the caller's other sessions; without `keepingPersonal` his personal access tokens too.
    ///
    /// - Parameters:
    ///   - keepingPersonal: Whether personal access tokens stay.
    ///   - token: A login token to add, nil for none; only its digest is kept.
    ///   - caller: Whose.
    public func logOutOthers(keepingPersonal: Bool, adding token: String?, by caller: Caller) async throws {
        try await write { session in
            try session.removeTokens(
                ofUser: caller.id, except: caller.hashedToken, keepingPersonal: keepingPersonal)
            if let token {
                try session.addLoginToken(Digest.ofToken(token), toUser: caller.id, limit: Limits.loginTokens)
            }
            try session.append(Event("user.logged-out-elsewhere", caller.id), by: caller)
        }
    }
}
