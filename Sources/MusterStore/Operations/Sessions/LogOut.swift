public import MusterModel

extension Store {
    /// Removes exactly the token the caller presented (contract 1.4).
    public func closeSession(of caller: Caller) async throws {
        try await write { session in
            try session.lockUser(caller.id)
            try session.removeToken(caller.hashedToken)
            try session.leaveLastSession(of: caller.id, by: caller)
        }
    }

    /// Drops login tokens older than the setting `Accounts_LoginExpiration` allows (contract 1.2).
    ///
    /// - Returns: How many were dropped.
    @discardableResult
    public func removeExpiredTokens() async throws -> Int {
        try await write { session in
            try session.removeExpiredPasswordResets()
            let lifetime = try session.settings().loginMilliseconds
            guard lifetime > 0 else { return 0 }
            let oldest = session.now.milliseconds - lifetime
            let owners = try session.removeLoginTokens(madeBefore: Timestamp(milliseconds: oldest))
            for owner in Set(owners).sorted() {
                try session.lockUser(owner)
                try session.leaveLastSession(of: owner, by: .system("muster"))
            }
            return owners.count
        }
    }

    /// Makes a login token for a user, for scripts run by who owns the machine.
    ///
    /// - Parameters:
    ///   - username: Whose.
    ///   - token: The token; only its digest is kept.
    ///   - caller: Who does it.
    /// - Returns: The user.
    /// - Throws: `CommandRefusal` when nobody has that name, or they are deactivated.
    public func addToken(_ token: String, toUser username: String, by caller: Caller) async throws -> User {
        try await write(holding: .username(username), by: nil) { session, id in
            guard let user = try id.flatMap({ try session.user(id: $0) }) else {
                throw StoreRefusal.command(.noUser(username))
            }
            guard user.active else { throw StoreRefusal.command(.deactivated(username)) }
            try session.addLoginToken(Digest.ofToken(token), toUser: user.id, limit: Limits.loginTokens)
            try session.append(Event("token.created", user.id), by: caller)
            return user
        }
    }
}
