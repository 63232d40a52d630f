public import MusterModel

extension Store {
    /// Takes a role from a user, and what hangs on it.
    ///
    /// - Parameters:
    ///   - username: Their user name, whatever its case.
    ///   - reference: The role.
    ///   - caller: Who does it; to take `admin` they must hold `assign-admin-role`.
    /// - Returns: The role.
    /// - Throws: The refusals of contract 5.3 in their order.
    public func removeUser(
        _ username: String, fromRole reference: RoleReference, by caller: Caller
    ) async throws -> Role {
        try await write { transaction in
            guard let user = try transaction.user(username: username) else {
                throw StoreRefusal.role(.unknownHolder)
            }
            guard let role = try transaction.role(reference) else {
                throw StoreRefusal.role(.unknown)
            }
            guard user.roles.contains(role.id) else {
                throw StoreRefusal.role(.notHeld)
            }
            if role.id == Role.admin {
                guard try transaction.holds(caller, "assign-admin-role") else {
                    throw StoreRefusal.role(.mayNotAssignAdmin)
                }
                if try transaction.isLastAdmin(user) { throw StoreRefusal.role(.lastAdmin) }
            }
            try transaction.take(role.id, from: user, by: caller)
            return role
        }
    }
}
