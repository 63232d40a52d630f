public import MusterModel

extension Store {
    /// Gives a user a role.
    ///
    /// - Parameters:
    ///   - reference: The role; nil when the request names none.
    ///   - username: Their user name, whatever its case.
    ///   - roomID: A room in which they shall have it: there are none they could be part of.
    ///   - caller: Who does it.
    /// - Throws: The refusals of contract 5.3 in their order.
    public func addUser(
        _ username: String, toRole reference: RoleReference?, room roomID: String?, by caller: Caller
    ) async throws -> Role {
        try await write { transaction in
            guard let user = try transaction.user(username: username) else {
                throw StoreRefusal.user(.unknown)
            }
            guard let reference else { throw StoreRefusal.role(.unnamed) }
            guard let role = try transaction.role(reference) else { throw StoreRefusal.role(.noneToGive) }
            guard !user.roles.contains(role.id) else {
                throw StoreRefusal.role(.alreadyHeld)
            }
            guard try transaction.holds(caller, "access-permissions") else {
                throw StoreRefusal.role(.mayNotChangeRoles)
            }
            guard try role.id != Role.admin || transaction.holds(caller, "assign-admin-role") else {
                throw StoreRefusal.role(.mayNotAssignAdmin)
            }
            // A guest is confined whatever else they hold.
            if role.id == Role.guest, try transaction.isLastAdmin(user) { throw StoreRefusal.role(.lastAdmin) }
            guard roomID == nil else { throw StoreRefusal.role(.notInRoom) }
            try transaction.give(role.id, to: user, by: caller)
            return role
        }
    }
}
