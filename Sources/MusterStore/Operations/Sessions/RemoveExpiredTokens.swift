import MusterModel

extension Store {
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
}
