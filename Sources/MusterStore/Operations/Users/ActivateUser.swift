public import MusterModel

extension Store {
    /// Lets a user in or shuts him out; shutting out ends all his sessions at once.
    ///
    /// - Parameters:
    ///   - id: The user.
    ///   - active: Whether he may log in.
    ///   - caller: Who does it; he must hold `edit-other-user-active-status`.
    /// - Returns: The user afterwards.
    /// - Throws: The refusals of contract 5.2.
    public func setActive(_ active: Bool, user id: String, by caller: Caller) async throws -> User {
        try await write { session in
            guard try session.holds(caller, "edit-other-user-active-status") else {
                throw Failure.typed("Not allowed", "error-not-allowed", method: "setUserActiveStatus")
            }
            guard let user = try session.user(id: id) else { throw Failure.plain("User not found") }
            if !active { try session.checkMayDeactivate(user) }
            try session.setActive(active, user: id)
            if !active {
                try session.removeTokens(ofUser: id)
                if user.isOperator == true { try session.setStatusLivechat("not-available", user: id) }
            }
            let event = Event(
                "user.active-changed", id, before: ["active": .bool(user.active)], after: ["active": .bool(active)])
            try session.append(event, by: caller)
            return try session.user(id: id) ?? user
        }
    }
}

extension Session {
    fileprivate func checkMayDeactivate(_ user: User) throws {
        guard user.active, user.roles.contains(Role.admin) else { return }
        guard try holderCount(ofRole: Role.admin, activeOnly: true) > 1 else {
            throw Failure.typed(
                "Leaving the app without an active admin is not allowed", "error-action-not-allowed",
                details: ["method": "setUserActiveStatus", "action": "Remove_last_admin"])
        }
    }
}
