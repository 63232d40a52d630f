public import MusterModel

extension Store {
    /// Deletes a user; tokens, roles, monitor rows and department links go with him.
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
            let units = try session.unitIDs(ofMonitor: user.id)
            let departments = try session.departmentIDs(ofAgent: user.id)
            try session.deleteUser(user.id)
            var before = user.forEventLog.object ?? [:]
            before["units"] = .texts(units)
            before["departments"] = .texts(departments)
            try session.append(Event("user.deleted", user.id, before: .object(before)), by: caller)
        }
    }
}

extension Session {
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
