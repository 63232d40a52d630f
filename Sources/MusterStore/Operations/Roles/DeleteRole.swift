public import MusterModel

extension Store {
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
