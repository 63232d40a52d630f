public import MusterModel

extension Store {
    /// Lets a user in or shuts them out; shutting out ends all their sessions at once, and they are offline (D61).
    ///
    /// - Parameters:
    ///   - id: The user.
    ///   - active: Whether they may log in.
    ///   - caller: Who does it; they must hold `edit-other-user-active-status`.
    /// - Returns: The user afterwards.
    /// - Throws: The refusals of contract 5.2.
    public func setActiveStatus(_ active: Bool, user id: String, by caller: Caller) async throws -> User {
        try await write { transaction in
            guard try transaction.holds(caller, "edit-other-user-active-status") else {
                throw StoreRefusal.user(.mayNot(.activate))
            }
            guard let user = try transaction.user(id: id) else { throw StoreRefusal.user(.noneToActivate) }
            try transaction.changeActive(active, user, by: caller)
            return try transaction.presentUser(id)
        }
    }
}

extension Transaction {
    /// Activates or deactivates a user, with all that comes with it.
    func changeActive(_ active: Bool, _ user: User, by caller: Caller) throws {
        if !active { try checkMayDeactivate(user) }
        try recordingChange("user.active-changed", user.id, by: caller, userImage) {
            try setActive(active, user: user.id)
            if !active {
                try removeTokens(ofUser: user.id)
                try setAbsent(user.id)
            }
        }
    }

    fileprivate func checkMayDeactivate(_ user: User) throws {
        guard try !user.active || !isLastAdmin(user) else {
            throw StoreRefusal.user(.lastAdminDeactivated)
        }
    }
}
