public import MusterModel

extension Store {
    /// Ends every session and token of a user.
    ///
    /// - Parameters:
    ///   - id: Whose.
    ///   - caller: Who does it; for somebody else's they must hold `logout-other-user`.
    /// - Throws: `mayNot(.actForOthers)`, `noneToLogOut` (contract 5.2).
    public func logOutUser(_ id: String, by caller: Caller) async throws {
        try await write { transaction in
            guard try id.isSame(as: caller.id) || transaction.holds(caller, "logout-other-user") else {
                throw StoreRefusal.user(.mayNot(.actForOthers))
            }
            guard try transaction.user(id: id) != nil else {
                throw StoreRefusal.user(.noneToLogOut)
            }
            try transaction.endSessions(of: id, by: caller) { try transaction.removeTokens(ofUser: id) }
        }
    }
}

extension Transaction {
    func endSessions(of id: String, by caller: Caller, _ end: () throws -> Void) throws {
        try lockUser(id)
        let before = try tokenCount(ofUser: id)
        try end()
        let after = try tokenCount(ofUser: id)
        guard before != after else { return }
        try append(
            Event("user.logged-out", id, before: ["tokens": .int(before)], after: ["tokens": .int(after)]), by: caller)
        try leaveLastSession(of: id, by: caller)
    }
}
