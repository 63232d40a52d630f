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

/// A unit with all that belongs to it.
private struct UnitMembers {
    let id: String
    var name: String
    var visibility: String
    /// By id; the row of a deactivated monitor is there, too.
    var monitorIDs: [String] = []
    /// By id.
    var departmentIDs: [String] = []

    /// What `unitImage` reads.
    var forEventLog: JSONObject {
        [
            "name": .string(name), "visibility": .string(visibility), "monitors": .object(.each(monitorIDs)),
            "departments": .object(.each(departmentIDs)),
        ]
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

    /// Makes the monitors and departments that a save lists the unit's, and no others.
    ///
    /// - Returns: The unit as it is then.
    fileprivate func replaceMembers(of unit: UnitMembers, _ new: NewUnit, by caller: Caller) throws -> UnitMembers {
        // Before the monitors: a caller who takes themselves out of the unit still saves it as its monitor.
        let places = try places(ofDepartments: new.departmentIDs, in: Scope(of: caller))
        var saved = UnitMembers(id: unit.id, name: new.name, visibility: new.visibility)
        saved.monitorIDs = try replaceMonitors(of: unit, new.monitorIDs)
        saved.departmentIDs = places.map { $0.departmentID }
        let departuresByUnit = Dictionary(grouping: places) { $0.unitID ?? unit.id }.filter { $0.key != unit.id }
        try freeDepartments(unit.departmentIDs.missing(in: saved.departmentIDs))
        try moveDepartments(places.filter { $0.unitID != unit.id }.map { $0.departmentID }, toUnit: unit.id)
        for (unitID, lost) in departuresByUnit.sorted(by: { $0.key < $1.key }) {
            try recordDepartments(ofUnit: unitID, left: lost.map { $0.departmentID }, by: caller)
        }
        return saved
    }

    /// The row of a listed monitor who is deactivated stays, hidden until they are active again (D5).
    private func replaceMonitors(of unit: UnitMembers, _ listed: [String]) throws -> [String] {
        let added = try eligibleMonitors(among: listed.missing(in: unit.monitorIDs))
        let removed = unit.monitorIDs.missing(in: listed)
        try removeMonitors(removed, ofUnit: unit.id)
        try addMonitors(added, toUnit: unit.id)
        return (unit.monitorIDs.missing(in: removed) + added).sorted()
    }
}

extension [String] {
    /// Those that are not among others.
    fileprivate func missing(in others: [String]) -> [String] {
        guard !isEmpty, !others.isEmpty else { return self }
        // By their bytes, as the store compares: an id that only looks like another is another.
        let others = Set(others.map { [UInt8]($0.utf8) })
        return filter { !others.contains([UInt8]($0.utf8)) }
    }
}

extension Transaction {
    /// Appends that departments left a unit or came to it by another operation than a save of the unit.
    func recordDepartments(ofUnit id: String, left: [String] = [], came: [String] = [], by caller: Caller) throws {
        try recordMembers(
            "unit.departments-changed", id, "departments", left: .each(left), came: .each(came), by: caller)
    }
}

extension JSONObject {
    /// Members who are simply there.
    static func each(_ ids: [String]) -> JSONObject { JSONObject(ids.map { ($0, true) }) }
}
