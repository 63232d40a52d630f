public import MusterModel

extension Store {
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
}
