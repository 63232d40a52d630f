public import MusterModel

extension Store {
    /// Makes a role.
    ///
    /// - Throws: `error-action-not-allowed` without `access-permissions`, then a name that is taken (contract 5.3).
    public func createRole(_ new: NewRole, by caller: Caller) async throws -> Role {
        try await write { session in
            try session.checkMayChangeRoles(caller)
            guard try session.role(.name(new.name)) == nil else { throw duplicateName }
            let id = Identifier.newID()
            try session.insertRole(id, new)
            guard let role = try session.role(id: id) else {
                throw Failure(.fault, "a role that was made is not there")
            }
            try session.append(Event("role.created", id, from: nil, to: role.forEventLog), by: caller)
            return role
        }
    }

    /// Changes a role.
    ///
    /// - Throws: In this order (contract 5.3): `error-action-not-allowed`, an unknown role, another name or scope of a
    ///   protected one, a name that is taken.
    public func updateRole(_ id: String, _ new: NewRole, by caller: Caller) async throws -> Role {
        try await write { session in
            try session.checkMayChangeRoles(caller)
            guard let before = try session.role(id: id) else {
                throw Failure.typed("This role does not exist", "error-invalid-roleId")
            }
            guard !before.isProtected || (before.name == new.name && before.scope == new.scope) else {
                throw Failure.typed("Role is protected", "error-role-protected")
            }
            if let other = try session.role(.name(new.name)), other.id != id { throw duplicateName }
            try session.updateRole(id, new)
            let after = try session.role(id: id) ?? before
            let event = Event("role.updated", id, from: before.forEventLog, to: after.forEventLog)
            try session.append(event, by: caller)
            return after
        }
    }

    /// Deletes a role that nobody holds and nobody is given at first; permissions forget it.
    ///
    /// - Throws: An unknown role, a protected one, one in use (contract 5.3).
    public func deleteRole(_ id: String, by caller: Caller) async throws {
        try await write { session in
            guard let role = try session.role(id: id) else {
                throw Failure.typed("This role does not exist", "error-invalid-roleId")
            }
            guard !role.isProtected else {
                throw Failure.typed("Cannot delete a protected role", "error-role-protected")
            }
            guard try session.holderCount(ofRole: id) == 0, try !session.settings().defaultRoles.contains(id) else {
                throw Failure.typed("Cannot delete role because it's in use", "error-role-in-use")
            }
            let before = try session.permissionImages()
            try session.deleteRole(id)
            for (permission, after) in try session.permissionImages().sorted(by: { $0.key < $1.key })
            where before[permission] != after {
                let event = Event("permission.changed", permission, from: before[permission], to: after)
                try session.append(event, by: caller)
            }
            try session.append(Event("role.deleted", id, from: role.forEventLog, to: nil), by: caller)
        }
    }
}

private let duplicateName = Failure.typed("Role name already exists", "error-duplicate-role-names-not-allowed")

extension Session {
    fileprivate func checkMayChangeRoles(_ caller: Caller) throws {
        guard try holds(caller, "access-permissions") else {
            throw Failure.typed("Accessing permissions is not allowed", "error-action-not-allowed")
        }
    }
}
