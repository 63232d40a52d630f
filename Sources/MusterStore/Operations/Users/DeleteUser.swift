public import MusterModel

extension Store {
    /// Deletes a user; tokens, roles, monitor rows and department links go with them.
    ///
    /// - Parameters:
    ///   - reference: Whom.
    ///   - caller: Who does it.
    /// - Throws: The refusals of contract 5.2.
    public func deleteUser(_ reference: UserReference, by caller: Caller) async throws {
        try await write { transaction in
            guard let user = try transaction.user(reference) else {
                throw StoreRefusal.user(.unknown)
            }
            try transaction.checkDeletable(user)
            try transaction.delete(user, by: caller)
        }
    }
}

extension Transaction {
    /// Deletes a user with all that hangs on them.
    func delete(_ user: User, by caller: Caller) throws {
        let lost = try lostMemberships(of: user.id)
        try deleteUser(user.id)
        try recordLost(lost, of: user.id, by: caller)
        try append(Event("user.deleted", user.id, from: user.forEventLog, to: nil), by: caller)
    }

    fileprivate func checkDeletable(_ user: User) throws {
        if try isLastAdmin(user) {
            throw StoreRefusal.user(.lastAdminDeleted)
        }
        if user.id == "rocket.cat" {
            throw StoreRefusal.user(.isWorkspaceBot)
        }
        if user.type == "app" {
            throw StoreRefusal.user(.isApp)
        }
    }
}
