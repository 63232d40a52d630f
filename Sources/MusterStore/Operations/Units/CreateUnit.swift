public import MusterModel

extension Store {
    /// Makes a unit with its monitors and departments, all or nothing.
    ///
    /// - Parameters:
    ///   - new: What the unit shall be. Users who may not monitor are ignored, and departments that are unknown to
    ///     the caller (D5, D6, D71).
    ///   - caller: Who does it, for the event log.
    /// - Returns: The unit with its true counts.
    public func createUnit(_ new: NewUnit, by caller: Caller) async throws -> BusinessUnit {
        try await write { transaction in
            try transaction.createUnit(Identifier.newID(), new, by: caller)
        }
    }
}

extension Transaction {
    func createUnit(_ id: String, _ new: NewUnit, by caller: Caller) throws -> BusinessUnit {
        try insertUnit(id, new)
        let empty = UnitMembers(id: id, name: new.name, visibility: new.visibility)
        let unit = try replaceMembers(of: empty, new, by: caller)
        try append(Event("unit.created", id, from: nil, to: unit.forEventLog), by: caller)
        // New monitors are all active.
        return BusinessUnit(
            id: id, name: new.name, visibility: new.visibility, monitorCount: unit.monitorIDs.count,
            departmentCount: unit.departmentIDs.count, updatedAt: now)
    }
}
