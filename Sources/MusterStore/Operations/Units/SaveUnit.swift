public import MusterModel

extension Store {
    /// Makes a unit with its monitors and departments, all or nothing.
    ///
    /// - Parameters:
    ///   - new: What the unit shall be. Users who may not monitor and unknown departments are passed over (D5, D6).
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
    ///   - caller: Who does it; a restricted one finds only his own units (contract 6.2).
    /// - Returns: The unit with its true counts.
    /// - Throws: `error-unit-not-found` (contract 3.1).
    public func updateUnit(_ id: String, _ new: NewUnit, by caller: Caller) async throws -> BusinessUnit {
        try await write { session in
            guard try session.unit(id, in: Scope(of: caller)) != nil else {
                throw Failure.typed("Unit not found", "error-unit-not-found", method: "livechat:saveUnit")
            }
            let before = try session.eventImage(ofUnit: id)
            try session.updateUnit(id, new)
            try session.replaceMembers(ofUnit: id, new, by: caller)
            return try session.finishSaving(unit: id, before: before, by: caller)
        }
    }
}

extension Session {
    func replaceMembers(ofUnit id: String, _ new: NewUnit, by caller: Caller) throws {
        try replaceMonitors(ofUnit: id, with: new.monitorIDs)
        let departmentIDs = try existingDepartments(among: new.departmentIDs)
        try notingLosses(ofUnits: try unitIDs(holding: departmentIDs, except: id), by: caller) {
            try replaceDepartments(ofUnit: id, with: departmentIDs)
        }
    }

    func finishSaving(unit id: String, before: JSON?, by caller: Caller) throws -> BusinessUnit {
        let kind = before == nil ? "unit.created" : "unit.updated"
        try append(Event(kind, id, before: before, after: try eventImage(ofUnit: id)), by: caller)
        guard let unit = try unit(id, in: .everything) else { throw Failure(.fault, "a saved unit is not there") }
        return unit
    }
}

extension Session {
    /// What the event log keeps of a unit.
    func eventImage(ofUnit id: String) throws -> JSON? {
        try unit(id, in: .everything).map { unit in
            [
                "name": .string(unit.name), "visibility": .string(unit.visibility),
                "monitors": .texts(try monitors(ofUnit: id).map(\.monitorID)),
                "departments": .texts(try departmentIDs(ofUnit: id)),
            ]
        }
    }

    /// Runs a change that takes departments from units, and writes an event for each unit that lost some.
    func notingLosses(ofUnits unitIDs: [String], by caller: Caller, _ change: () throws -> Void) throws {
        let before = try unitIDs.map { try departmentIDs(ofUnit: $0) }
        try change()
        for (unitID, old) in zip(unitIDs, before) {
            let new = try departmentIDs(ofUnit: unitID)
            guard new != old else { continue }
            let event = Event(
                "unit.departments-changed", unitID, before: ["departments": .texts(old)],
                after: ["departments": .texts(new)])
            try append(event, by: caller)
        }
    }
}
