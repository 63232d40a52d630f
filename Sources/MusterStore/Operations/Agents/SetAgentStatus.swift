public import MusterModel

extension Store {
    /// Lets an agent take chats, or no more.
    ///
    /// - Parameters:
    ///   - status: `available` or `not-available`; nil for the other one than now.
    ///   - userID: The agent.
    ///   - caller: Who does it.
    /// - Returns: The status they have now.
    /// - Throws: In this order (contract 4.5): `Agent not found`, `error-user-deactivated`, `unauthorized` for somebody
    ///   else's without `manage-livechat-agents`.
    public func setAgentStatus(_ status: String?, agent userID: String, by caller: Caller) async throws -> String {
        try await write { session in
            guard let user = try session.user(id: userID), user.roles.contains(Role.agent) else {
                throw Failure.unknownAgent
            }
            guard user.active else { throw Failure.plain("error-user-deactivated") }
            let wanted = status ?? (user.statusLivechat == "available" ? "not-available" : "available")
            if wanted == user.statusLivechat { return wanted }
            guard try userID == caller.id || session.holds(caller, "manage-livechat-agents") else {
                throw Failure(.forbidden, "unauthorized")
            }
            try session.telling("agent.status-changed", userID, by: caller, session.userImage) {
                try session.setStatusLivechat(wanted, user: userID)
            }
            return wanted
        }
    }
}

extension Failure {
    /// No agent has that id (contract 4.5).
    public static let unknownAgent = Failure(.notFound, "Agent not found")
}
