public import MusterModel

extension Store {
    /// Deletes a unit: its departments become free, its monitors lose it.
    ///
    /// - Parameters:
    ///   - id: The unit.
    ///   - caller: Who does it; a restricted one finds only their own units (contract 6.2).
    /// - Throws: `noneToDelete` (contract 3.1).
    public func deleteUnit(_ id: String, by caller: Caller) async throws {
        try await write { transaction in
            guard try transaction.unit(id, in: Scope(of: caller)) != nil else {
                throw StoreRefusal.unit(.noneToDelete)
            }
            let before = try transaction.unitImage(id)
            try transaction.freeDepartments(ofUnit: id)
            try transaction.deleteUnit(id)
            try transaction.append(Event("unit.deleted", id, from: before, to: nil), by: caller)
        }
    }
}
