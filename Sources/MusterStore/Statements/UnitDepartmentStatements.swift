import MusterModel

/// Which unit a department belongs to.
extension Transaction {
    /// Of these ids, the departments that exist for the scope, by id, each with its unit; locked until the transaction
    /// ends.
    func places(
        ofDepartments ids: [String], in scope: Scope
    ) throws -> [(departmentID: String, unitID: String?)] {
        guard !ids.isEmpty else { return [] }
        var filter = Filter()
        filter.requireOne(of: ids, "id")
        scope.limitDepartmentsOfUnits(&filter, unitColumn: "unit_id")
        return try rows(
            "SELECT id, unit_id FROM departments" + filter.clause + " ORDER BY id {forUpdate}", filter.values
        ).map { ($0.text(0), $0.textOrNil(1)) }
    }

    /// Of these ids, the departments that exist for the scope, locked until the transaction ends.
    func existingDepartments(among ids: [String], in scope: Scope) throws -> [String] {
        try places(ofDepartments: ids, in: scope).map { $0.departmentID }
    }

    /// Whether a unit has more departments than one, without reading the others.
    func hasTwoDepartments(_ unitID: String) throws -> Bool {
        try rows("SELECT 1 FROM departments WHERE unit_id = $1 LIMIT 2", [.text(unitID)]).count == 2
    }

    /// Makes departments the unit's, wherever they were.
    func moveDepartments(_ ids: [String], toUnit unitID: String) throws {
        guard !ids.isEmpty else { return }
        var filter = Filter()
        let values = (filter.bind(.text(unitID)), filter.bind(.time(now)))
        filter.requireOne(of: ids, "id")
        try post(
            "UPDATE departments SET unit_id = \(values.0), was_in_unit = 1, updated_at = \(values.1)" + filter.clause,
            filter.values)
    }

    /// Takes departments out of their unit.
    func freeDepartments(_ ids: [String]) throws {
        guard !ids.isEmpty else { return }
        var filter = Filter()
        let time = filter.bind(.time(now))
        filter.requireOne(of: ids, "id")
        try post("UPDATE departments SET unit_id = NULL, updated_at = \(time)" + filter.clause, filter.values)
    }

    /// The ids of a unit's departments.
    func departmentIDs(ofUnit unitID: String) throws -> [String] {
        try rows("SELECT id FROM departments WHERE unit_id = $1 ORDER BY id", [.text(unitID)]).map { $0.text(0) }
    }

    /// Puts a department into a unit, or into none.
    func setUnit(_ unitID: String?, ofDepartment departmentID: String) throws {
        try run(
            """
            UPDATE departments SET unit_id = $2, was_in_unit = 1, updated_at = $3 WHERE id = $1
            """, [.text(departmentID), .optional(unitID), .time(now)])
    }

    /// Frees the unit's departments before it goes, so that their last change is known.
    func freeDepartments(ofUnit unitID: String) throws {
        try run(
            "UPDATE departments SET unit_id = NULL, updated_at = $2 WHERE unit_id = $1", [.text(unitID), .time(now)])
    }
}
