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
        try await write { session in
            guard let user = try session.user(username: username) else {
                throw Failure.typed(
                    "The required \"userId\" or \"username\" param provided does not match any users",
                    "error-invalid-user")
            }
            guard let reference else { throw Failure.plain("error-invalid-role-properties") }
            guard let role = try session.role(reference) else { throw Failure.unknownRole }
            guard !user.roles.contains(role.id) else {
                throw Failure.typed("User already in role", "error-user-already-in-role")
            }
            guard try session.holds(caller, "access-permissions") else {
                throw Failure.typed("Accessing permissions is not allowed", "error-action-not-allowed")
            }
            guard try role.id != Role.admin || session.holds(caller, "assign-admin-role") else {
                throw Failure.assigningAdmin
            }
            // A guest is confined whatever else they hold.
            if role.id == Role.guest, try session.isLastAdmin(user) { throw Failure.adminRequired }
            guard roomID == nil else { throw Failure.typed("User is not part of given room", "error-invalid-user") }
            try session.give(role.id, to: user, by: caller)
            return role
        }
    }

    /// Takes a role from a user, and what hangs on it.
    ///
    /// - Throws: The refusals of contract 5.3 in their order.
    public func removeUser(
        _ username: String, fromRole reference: RoleReference, by caller: Caller
    ) async throws -> Role {
        try await write { session in
            guard let user = try session.user(username: username) else {
                throw Failure.typed("There is no user with this username", "error-invalid-user")
            }
            guard let role = try session.role(reference) else {
                throw Failure.typed("This role does not exist", "error-invalid-roleId")
            }
            guard user.roles.contains(role.id) else {
                throw Failure.typed("User is not in this role", "error-user-not-in-role")
            }
            if role.id == Role.admin {
                guard try session.holds(caller, "assign-admin-role") else { throw Failure.assigningAdmin }
                if try session.isLastAdmin(user) { throw Failure.adminRequired }
            }
            try session.take(role.id, from: user, by: caller)
            return role
        }
    }
}

extension Failure {
    /// The original swaps text and id here, and so do we (contract 5.3).
    public static let unknownRole = Failure(.invalid, "error-role-not-found", id: "Role not found")

    /// Giving and taking the role admin asks for `assign-admin-role`.
    static let assigningAdmin = typed("Assigning admin is not allowed", "error-action-not-allowed")

    /// Nobody would be left who can run the workspace.
    static let adminRequired = typed("You need to have at least one admin", "error-admin-required")
}
