public import MusterModel

extension Store {
    /// Makes a role.
    ///
    /// - Parameters:
    ///   - new: What it shall be.
    ///   - caller: Who does it; they must hold `access-permissions`.
    /// - Returns: The role as stored.
    /// - Throws: `mayNotChangeRoles`, then `nameTaken` (contract 5.3).
    public func createRole(_ new: NewRole, by caller: Caller) async throws -> Role {
        try await write { session in
            try session.checkMayChangeRoles(caller)
            guard try session.role(.name(new.name)) == nil else { throw StoreRefusal.role(.nameTaken) }
            let id = Identifier.newID()
            try session.insertRole(id, new)
            let role = try session.presentRole(id)
            try session.append(Event("role.created", id, from: nil, to: role.forEventLog), by: caller)
            return role
        }
    }

    /// Changes a role.
    ///
    /// - Parameters:
    ///   - id: The role.
    ///   - new: What it shall be.
    ///   - caller: Who does it; they must hold `access-permissions`.
    /// - Returns: The role as stored.
    /// - Throws: In this order (contract 5.3): `mayNotChangeRoles`, an unknown role, another name or scope of a protected
    ///   one, a name that is taken.
    public func updateRole(_ id: String, _ new: NewRole, by caller: Caller) async throws -> Role {
        try await write { session in
            try session.checkMayChangeRoles(caller)
            guard let before = try session.role(id: id) else {
                throw StoreRefusal.role(.unknown)
            }
            guard !before.isProtected || (before.name.isSame(as: new.name) && before.scope.isSame(as: new.scope)) else {
                throw StoreRefusal.role(.isProtected)
            }
            if let other = try session.role(.name(new.name)), other.id != id { throw StoreRefusal.role(.nameTaken) }
            try session.updateRole(id, new)
            let after = try session.presentRole(id)
            let event = Event("role.updated", id, from: before.forEventLog, to: after.forEventLog)
            try session.append(event, by: caller)
            return after
        }
    }

    /// Deletes a role that nobody holds and nobody is given at first; permissions forget it.
    ///
    /// - Parameters:
    ///   - id: The role.
    ///   - caller: Who does it.
    /// - Throws: An unknown role, a protected one, one in use (contract 5.3).
    public func deleteRole(_ id: String, by caller: Caller) async throws {
        try await write { session in
            guard let role = try session.role(id: id) else {
                throw StoreRefusal.role(.unknown)
            }
            guard !role.isProtected else {
                throw StoreRefusal.role(.mayNotBeDeleted)
            }
            guard try session.holderCount(ofRole: id) == 0, try !session.settings().defaultRoles.contains(same: id)
            else {
                throw StoreRefusal.role(.inUse)
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

extension Session {
    fileprivate func checkMayChangeRoles(_ caller: Caller) throws {
        guard try holds(caller, "access-permissions") else {
            throw StoreRefusal.role(.mayNotChangeRoles)
        }
    }
}
