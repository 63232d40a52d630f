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
        try await write { session in
            let id = Identifier.newID()
            try session.insertUnit(id, new)
            try session.replaceMembers(ofUnit: id, new, by: caller)
            return try session.finishSaving(unit: id, before: nil, by: caller)
        }
    }

    /// Replaces a unit's name, visibility, monitors and departments, all or nothing.
    ///
    /// - Parameters:
    ///   - id: The unit.
    ///   - new: What it shall be; departments left out become free, those of other units move here.
    ///   - caller: Who does it; a restricted one finds only their own units (contract 6.2).
    /// - Returns: The unit with its true counts.
    /// - Throws: `error-unit-not-found` (contract 3.1).
    public func updateUnit(_ id: String, _ new: NewUnit, by caller: Caller) async throws -> BusinessUnit {
        try await write { session in
            guard try session.unit(id, in: Scope(of: caller)) != nil else {
                throw Failure.typed("Unit not found", "error-unit-not-found", method: "livechat:saveUnit")
            }
            let before = try session.unitImage(id)
            try session.updateUnit(id, new)
            try session.replaceMembers(ofUnit: id, new, by: caller)
            return try session.finishSaving(unit: id, before: before, by: caller)
        }
    }
}

extension Session {
    func replaceMembers(ofUnit id: String, _ new: NewUnit, by caller: Caller) throws {
        // Before the monitors: a caller who takes themselves out of the unit still saves it as its monitor.
        let departmentIDs = try existingDepartments(among: new.departmentIDs, in: Scope(of: caller))
        try replaceMonitors(ofUnit: id, with: new.monitorIDs)
        let losses = try departmentsTaken(departmentIDs, byUnit: id)
        try replaceDepartments(ofUnit: id, with: departmentIDs)
        for (unitID, lost) in losses { try tellDepartments(ofUnit: unitID, left: lost, by: caller) }
    }

    func finishSaving(unit id: String, before: JSONObject?, by caller: Caller) throws -> BusinessUnit {
        let kind = before == nil ? "unit.created" : "unit.updated"
        try append(Event(kind, id, from: before, to: try unitImage(id)), by: caller)
        guard let unit = try unit(id, in: .everything) else { throw Failure(.fault, "a saved unit is not there") }
        return unit
    }
}

extension Session {
    /// Appends that departments left a unit or came to it by another operation than a save of the unit.
    func tellDepartments(ofUnit id: String, left: [String] = [], came: [String] = [], by caller: Caller) throws {
        try tell(
            "unit.departments-changed", id, "departments", left: .each(left), came: .each(came), by: caller)
    }
}

extension JSONObject {
    /// Members who are simply there.
    static func each(_ ids: [String]) -> JSONObject { JSONObject(ids.map { ($0, true) }) }
}
