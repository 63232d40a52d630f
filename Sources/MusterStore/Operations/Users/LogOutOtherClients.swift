public import MusterModel

extension Store {
    /// Ends the caller's other sessions; without `keepingPersonal` their personal access tokens too.
    ///
    /// - Parameters:
    ///   - keepingPersonal: Whether personal access tokens stay.
    ///   - caller: Whose; the presented token stays.
    /// - Returns: When the presented token was made; nil for a personal access token.
    public func logOutOtherClients(keepingPersonal: Bool, by caller: Caller) async throws -> Timestamp? {
        try await write { transaction in
            try transaction.endSessions(of: caller.id, by: caller) {
                try transaction.removeTokens(
                    ofUser: caller.id, except: caller.hashedToken, keepingPersonal: keepingPersonal)
            }
            return try transaction.loginTokenTime(caller.hashedToken)
        }
    }
}
