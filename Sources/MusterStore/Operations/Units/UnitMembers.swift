import MusterModel

/// A unit with all that belongs to it.
struct UnitMembers {
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
    /// Makes the monitors and departments that a save lists the unit's, and no others.
    ///
    /// - Returns: The unit as it is then.
    func replaceMembers(of unit: UnitMembers, _ new: NewUnit, by caller: Caller) throws -> UnitMembers {
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
