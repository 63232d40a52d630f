public import MusterModel

extension Store {
    /// Replaces a unit's name, visibility, monitors and departments, all or nothing.
    ///
    /// - Parameters:
    ///   - id: The unit.
    ///   - new: What it shall be; departments left out become free, those of other units move here.
    ///   - caller: Who does it; a restricted one finds only their own units (contract 6.2).
    /// - Returns: The unit with its true counts.
    /// - Throws: `noneToChange` (contract 3.1).
    public func updateUnit(_ id: String, _ new: NewUnit, by caller: Caller) async throws -> BusinessUnit {
        try await write { transaction in
            guard let unit = try transaction.unit(id, in: Scope(of: caller)) else {
                throw StoreRefusal.unit(.noneToChange)
            }
            let before = UnitMembers(
                id: id, name: unit.name, visibility: unit.visibility,
                monitorIDs: try transaction.monitorIDs(ofUnit: id),
                departmentIDs: try transaction.departmentIDs(ofUnit: id))
            try transaction.updateUnit(id, new)
            let after = try transaction.replaceMembers(of: before, new, by: caller)
            try transaction.append(
                Event("unit.updated", id, from: before.forEventLog, to: after.forEventLog), by: caller)
            guard let saved = try transaction.unit(id, in: .everything) else {
                throw Failure(.fault, "a saved unit is not there")
            }
            return saved
        }
    }
}
