import MusterModel

extension Store {
    /// Looks at the two headers: who it is, what they may, and the settings.
    ///
    /// - Parameters:
    ///   - token: The token presented, nil without one.
    ///   - userID: The user id presented, nil without one.
    ///   - requestID: The request's id, for the caller's events.
    ///   - mayBeRecent: Whether what is remembered will do: then the first transaction shows whether it holds.
    public func admission(
        token: String?, userID: String?, requestID: String, mayBeRecent: Bool
    ) async throws -> Admission {
        guard let token, let userID else { return try await admissionOfNobody(mayBeRecent: mayBeRecent) }
        let hashedToken = Digest.ofToken(token)
        if mayBeRecent, let policy = policies.newest, let entry = recentCallers.entry(hashedToken: hashedToken),
            entry.userID == userID
        {
            let caller = Caller(
                id: userID, username: entry.username, roles: entry.roles, hashedToken: hashedToken,
                requestID: requestID)
            return Admission(caller: caller, policy: policy, isConfirmed: false)
        }
        return try await read { transaction in
            let standing = try transaction.standing(hashedToken: hashedToken, userID: userID)
            let policy = try transaction.policy(of: standing.revision)
            guard let username = standing.username else {
                return Admission(caller: nil, policy: policy, isConfirmed: true)
            }
            let entry = RecentCallers.Entry(userID: userID, username: username, roles: standing.roles)
            recentCallers.keep(entry, hashedToken: hashedToken)
            let caller = Caller(
                id: userID, username: username, roles: standing.roles, hashedToken: hashedToken, requestID: requestID)
            return Admission(caller: caller, policy: policy, isConfirmed: true)
        }
    }

    private func admissionOfNobody(mayBeRecent: Bool) async throws -> Admission {
        if mayBeRecent, let policy = policies.newest {
            return Admission(caller: nil, policy: policy, isConfirmed: false)
        }
        return try await read { Admission(caller: nil, policy: try $0.policy(), isConfirmed: true) }
    }

    /// The same store for the transactions of a request that was admitted: each confirms that first.
    public func admitted(by admission: Admission) -> Store {
        var store = self
        store.admission = admission
        return store
    }

    /// Looks whether an admission holds, unless a transaction of its request has seen that already.
    ///
    /// - Throws: `AdmissionChanged` when it does not.
    public func confirm(_ admission: Admission) async throws {
        guard !admission.wasConfirmed else { return }
        try await admitted(by: admission).read { _ in }
    }
}
