public import MusterModel

extension Store {
    /// Gives permissions other roles, all or nothing; it counts from the next request on (D23).
    ///
    /// - Parameters:
    ///   - changes: Ids of permissions and of the roles that shall have them.
    ///   - caller: Who does it.
    /// - Returns: All permissions as they are then.
    /// - Throws: `unknownPermission` for an unknown or repeated id, `unknownForPermission`.
    public func updatePermissions(
        _ changes: [(id: String, roles: [String])], by caller: Caller
    ) async throws -> [Permission] {
        try await write { transaction in
            let before = Dictionary(
                try transaction.allPermissions().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            guard changes.map(\.id).distinct.count == changes.count,
                changes.allSatisfy({ before[$0.id]?.id.isSame(as: $0.id) == true })
            else {
                throw StoreRefusal.role(.unknownPermission)
            }
            for role in changes.flatMap(\.roles).distinct where try !transaction.roleExists(role) {
                throw StoreRefusal.role(.unknownForPermission)
            }
            for change in changes {
                let old = before[change.id]?.roles ?? []
                guard Set(old.map(ExactText.init)) != Set(change.roles.map(ExactText.init)) else { continue }
                try transaction.makePermission(change.id, roles: [])
                try transaction.setRoles(change.roles, ofPermission: change.id)
                let event = Event(
                    "permission.changed", change.id, before: ["roles": .texts(old.sorted())],
                    after: ["roles": .texts(change.roles.sorted())])
                try transaction.append(event, by: caller)
            }
            return try transaction.allPermissions()
        }
    }
}
