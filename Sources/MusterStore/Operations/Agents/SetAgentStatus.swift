public import MusterModel

extension Store {
    /// Lets an agent take chats, or no more.
    ///
    /// - Parameters:
    ///   - status: `available` or `not-available`; nil for the other one than now.
    ///   - userID: The agent.
    ///   - caller: Who does it.
    /// - Returns: The status they have now.
    /// - Throws: In this order (contract 4.5): `unknown`, `isDeactivated`, `mayNotManageOthers`.
    public func setAgentStatus(_ status: String?, agent userID: String, by caller: Caller) async throws -> String {
        try await write(holding: .id(userID), by: caller) { transaction, _ in
            guard let user = try transaction.user(id: userID), user.roles.contains(Role.agent) else {
                throw StoreRefusal.agent(.unknown)
            }
            guard user.active else { throw StoreRefusal.agent(.isDeactivated) }
            let wanted = status ?? (user.statusLivechat == "available" ? "not-available" : "available")
            if wanted == user.statusLivechat { return wanted }
            guard try userID == caller.id || transaction.holds(caller, "manage-livechat-agents") else {
                throw StoreRefusal.agent(.mayNotManageOthers)
            }
            try transaction.recordingChange("agent.status-changed", userID, by: caller, transaction.userImage) {
                try transaction.setStatusLivechat(wanted, user: userID)
            }
            return wanted
        }
    }
}
