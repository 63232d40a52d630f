import MusterModel

/// Which unit a department belongs to.
extension Session {
    /// Of these ids, the departments that exist for the scope, locked until the transaction ends.
    func existingDepartments(among ids: [String], in scope: Scope) throws -> [String] {
        var filter = Filter()
        filter.requireOne(of: ids, "id")
        scope.limitDepartmentsOfUnits(&filter, unitColumn: "unit_id")
        return try rows("SELECT id FROM departments" + filter.clause + " ORDER BY id {forUpdate}", filter.values)
            .map { $0.text(0) }
    }

    /// Whether a unit has more departments than one, without reading the others.
    func hasTwoDepartments(_ unitID: String) throws -> Bool {
        try rows("SELECT 1 FROM departments WHERE unit_id = $1 LIMIT 2", [.text(unitID)]).count == 2
    }

    /// Makes these departments, and no others, the unit's; one of another unit leaves it.
    func replaceDepartments(ofUnit unitID: String, with departmentIDs: [String]) throws {
        try run(
            """
            UPDATE departments SET unit_id = NULL, updated_at = $3
            WHERE unit_id = $1 AND id NOT IN (SELECT value FROM {each}($2))
            """, [.text(unitID), .list(departmentIDs), .time(now)])
        try run(
            """
            UPDATE departments SET unit_id = $1, was_in_unit = 1, updated_at = $3
            WHERE id IN (SELECT value FROM {each}($2)) AND (unit_id IS NULL OR unit_id <> $1)
            """, [.text(unitID), .list(departmentIDs), .time(now)])
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

extension Session {
    /// Of these departments, those that other units hold, by unit in the order of their ids.
    func departmentsTaken(
        _ departmentIDs: [String], byUnit unitID: String
    ) throws -> [(unitID: String, departmentIDs: [String])] {
        let found = try rows(
            """
            SELECT unit_id, id FROM departments
            WHERE id IN (SELECT value FROM {each}($1)) AND unit_id IS NOT NULL AND unit_id <> $2 ORDER BY unit_id, id
            """, [.list(departmentIDs), .text(unitID)])
        return Dictionary(grouping: found) { $0.text(0) }.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value.map { $0.text(1) }) }
    }
}
