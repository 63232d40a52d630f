public import MusterModel

extension Store {
    /// Removes exactly the token the caller presented (contract 1.4).
    public func closeSession(of caller: Caller) async throws {
        try await write { transaction in
            try transaction.lockUser(caller.id)
            try transaction.removeToken(caller.hashedToken)
            try transaction.leaveLastSession(of: caller.id, by: caller)
        }
    }

    /// Drops login tokens older than the setting `Accounts_LoginExpiration` allows (contract 1.2).
    ///
    /// - Returns: How many were dropped.
    @discardableResult
    public func removeExpiredTokens() async throws -> Int {
        try await write { transaction in
            try transaction.removeExpiredPasswordResets()
            let lifetime = try transaction.settings().loginMilliseconds
            guard lifetime > 0 else { return 0 }
            let oldest = transaction.now.milliseconds - lifetime
            let owners = try transaction.removeLoginTokens(madeBefore: Timestamp(milliseconds: oldest))
            for owner in Set(owners).sorted() {
                try transaction.lockUser(owner)
                try transaction.leaveLastSession(of: owner, by: .system("muster"))
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
        try await write(holding: .username(username), by: nil) { transaction, id in
            guard let user = try id.flatMap({ try transaction.user(id: $0) }) else {
                throw StoreRefusal.command(.noUser(username))
            }
            guard user.active else { throw StoreRefusal.command(.deactivated(username)) }
            try transaction.addLoginToken(Digest.ofToken(token), toUser: user.id, limit: Limits.loginTokens)
            try transaction.append(Event("token.created", user.id), by: caller)
            return user
        }
    }
}
