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
        try await write { transaction in
            try transaction.checkMayChangeRoles(caller)
            guard try transaction.role(.name(new.name)) == nil else { throw StoreRefusal.role(.nameTaken) }
            let id = Identifier.newID()
            try transaction.insertRole(id, new)
            let role = try transaction.presentRole(id)
            try transaction.append(Event("role.created", id, from: nil, to: role.forEventLog), by: caller)
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
    /// - Throws: In this order (contract 5.3): `mayNotChangeRoles`, an unknown role, another name or scope of a
    ///   protected one, a name that is taken.
    public func updateRole(_ id: String, _ new: NewRole, by caller: Caller) async throws -> Role {
        try await write { transaction in
            try transaction.checkMayChangeRoles(caller)
            guard let before = try transaction.role(id: id) else {
                throw StoreRefusal.role(.unknown)
            }
            guard !before.isProtected || (before.name.isSame(as: new.name) && before.scope.isSame(as: new.scope)) else {
                throw StoreRefusal.role(.isProtected)
            }
            if let other = try transaction.role(.name(new.name)), other.id != id { throw StoreRefusal.role(.nameTaken) }
            try transaction.updateRole(id, new)
            let after = try transaction.presentRole(id)
            let event = Event("role.updated", id, from: before.forEventLog, to: after.forEventLog)
            try transaction.append(event, by: caller)
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
        try await write { transaction in
            guard let role = try transaction.role(id: id) else {
                throw StoreRefusal.role(.unknown)
            }
            guard !role.isProtected else {
                throw StoreRefusal.role(.mayNotBeDeleted)
            }
            guard try transaction.holderCount(ofRole: id) == 0,
                try !transaction.settings().defaultRoles.contains(same: id)
            else {
                throw StoreRefusal.role(.inUse)
            }
            let before = try transaction.permissionImages()
            try transaction.deleteRole(id)
            for (permission, after) in try transaction.permissionImages().sorted(by: { $0.key < $1.key })
            where before[permission] != after {
                let event = Event("permission.changed", permission, from: before[permission], to: after)
                try transaction.append(event, by: caller)
            }
            try transaction.append(Event("role.deleted", id, from: role.forEventLog, to: nil), by: caller)
        }
    }
}

extension Transaction {
    fileprivate func checkMayChangeRoles(_ caller: Caller) throws {
        guard try holds(caller, "access-permissions") else {
            throw StoreRefusal.role(.mayNotChangeRoles)
        }
    }
}
