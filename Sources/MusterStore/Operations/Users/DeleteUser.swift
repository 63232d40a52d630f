public import MusterModel

extension Store {
    /// Deletes a user; tokens, roles, monitor rows and department links go with them.
    ///
    /// - Parameters:
    ///   - reference: Whom.
    ///   - caller: Who does it.
    /// - Throws: The refusals of contract 5.2.
    public func deleteUser(_ reference: UserReference, by caller: Caller) async throws {
        try await write { session in
            guard let user = try session.user(reference) else {
                throw Failure.typed(
                    "The required \"userId\" or \"username\" param provided does not match any users",
                    "error-invalid-user")
            }
            try session.checkDeletable(user)
            try session.delete(user, by: caller)
        }
    }
}

extension Session {
    /// Deletes a user with all that hangs on them.
    func delete(_ user: User, by caller: Caller) throws {
        let losses = try losses(of: user.id)
        try deleteUser(user.id)
        try tell(losses, of: user.id, by: caller)
        try append(Event("user.deleted", user.id, from: user.forEventLog, to: nil), by: caller)
    }

    fileprivate func checkDeletable(_ user: User) throws {
        if try isLastAdmin(user) {
            throw Failure.typed(
                "Leaving the app without admins is not allowed", "error-action-not-allowed",
                details: ["method": "deleteUser", "action": "Remove_last_admin"])
        }
        if user.id == "rocket.cat" {
            throw Failure.typed(
                "Deleting the rocket.cat user is not allowed", "error-action-not-allowed",
                details: ["method": "deleteUser", "action": "Delete_user"])
        }
        if user.type == "app" {
            throw Failure.typed(
                "Deleting app user is not allowed", "error-cannot-delete-app-user", method: "deleteUser")
        }
    }
}
