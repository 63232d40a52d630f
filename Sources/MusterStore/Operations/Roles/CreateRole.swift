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
}

extension Transaction {
    func checkMayChangeRoles(_ caller: Caller) throws {
        guard try holds(caller, "access-permissions") else {
            throw StoreRefusal.role(.mayNotChangeRoles)
        }
    }
}
