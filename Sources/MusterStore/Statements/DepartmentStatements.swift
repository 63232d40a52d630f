import MusterModel

extension Filter {
    /// What a query of departments may name.
    fileprivate static let comparedOfDepartments: [String: Compared] = [
        "_id": .column("d.id"), "name": .name("d.name"), "enabled": .column("d.enabled"),
        "parentId": .column("d.unit_id"),
    ]
}

private let freeDepartmentCount =
    "SELECT (\(ListLength.ofFreeDepartments))"
    + " - (SELECT count(*) FROM departments WHERE archived = 1 AND unit_id IS NULL)"

/// The table of departments; `unit_id` is the one place that says which unit a department belongs to.
extension Transaction {
    private var departmentColumns: String {
        """
        d.id, d.name, d.enabled, d.archived, d.fields, d.agents_changed, d.unit_id, d.was_in_unit, d.updated_at,
            (SELECT count(*) FROM department_agents a WHERE a.department_id = d.id)
        """
    }

    private func department(_ row: SQLRow) -> Department {
        Department(
            id: row.text(0), name: row.text(1), enabled: row.bool(2), archived: row.boolOrNil(3), fields: row.object(4),
            agentCount: row.bool(5) ? row.int(9) : nil, unitID: row.textOrNil(6), wasInUnit: row.bool(7),
            updatedAt: row.time(8))
    }

    /// A department within the scope, nil when there is none.
    func department(_ id: String, in scope: Scope = .everything) throws -> Department? {
        var filter = Filter()
        filter.require("d.id = \(filter.bind(.text(id)))")
        scope.limitDepartments(&filter, unitColumn: "d.unit_id")
        return try row("SELECT \(departmentColumns) FROM departments d" + filter.clause, filter.values).map(department)
    }

    /// A text or truth value among the saved members.
    private func member(_ name: String) -> String { "{member}(d.fields, '{path}\(name)')" }

    /// A page of the departments that the filter leaves.
    func departments(
        _ given: Filter, _ page: Page, _ delivery: Delivery<Department> = .whole
    ) throws -> Paged<Department> {
        var filter = given
        try filter.require(page.conditions, Filter.comparedOfDepartments)
        let listing = Listing(
            table: "departments", alias: "d", columns: departmentColumns,
            sortable: [
                "_id": "d.id", "name": "d.name", "enabled": "d.enabled", "archived": "d.archived",
                "parentId": "d.unit_id", "_updatedAt": "d.updated_at",
                "numAgents": "(SELECT count(*) FROM department_agents a WHERE a.department_id = d.id)",
                "ancestors": "d.unit_id", "email": member("email"), "description": member("description"),
                "showOnRegistration": member("showOnRegistration"), "showOnOfflineForm": member("showOnOfflineForm"),
            ],
            indexed: ["name": "d.name_start"])
        return try list(listing, filter, page, delivery) { $0.map(department) }
    }

    /// A page of the departments that a unit may have, by name: free ones and its own, archived ones left out.
    ///
    /// Both are in the order of an index, which the engine merges: neither is sorted, however many there are.
    func availableDepartments(toUnit unitID: String, in scope: Scope, _ page: Page) throws -> Paged<Department> {
        var own = Filter()
        own.require("d.unit_id = \(own.bind(.text(unitID)))")
        scope.limitDepartments(&own, unitColumn: "d.unit_id")
        own.require("coalesce(d.archived, 0) = 0")
        let total =
            try number(freeDepartmentCount) + number("SELECT count(*) FROM departments d" + own.clause, own.values)
        let ownClause = own.clause
        let limits = own.limits(page.count ?? total, page.offset)
        let keys = "SELECT d.name_start, d.id FROM departments d"
        let free = " WHERE d.unit_id IS NULL AND coalesce(d.archived, 0) = 0"
        let found = try rows(
            "SELECT \(departmentColumns) FROM (\(keys)\(free) UNION ALL \(keys)\(ownClause) ORDER BY 1, 2\(limits)) page"
                + " CROSS JOIN departments d WHERE d.id = page.id ORDER BY d.name_start, d.id", own.values)
        return Paged(rows: found.map(department), total: total)
    }

    /// Makes a department of its members; the columns beside them repeat what is sorted and looked for.
    func insertDepartment(_ id: String, fields: JSONObject) throws {
        try run(
            """
            INSERT INTO departments (id, name, name_folded, enabled, fields, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $6)
            """, columns(id, fields))
    }

    /// Gives a department other members.
    func updateDepartment(_ id: String, fields: JSONObject) throws {
        try run(
            """
            UPDATE departments SET name = $2, name_folded = $3, enabled = $4, fields = $5, updated_at = $6
            WHERE id = $1
            """, columns(id, fields))
    }

    /// The one place that decides what the columns repeat.
    private func columns(_ id: String, _ fields: JSONObject) -> [SQLValue] {
        let name = fields["name"]?.string ?? ""
        return [
            .text(id), .text(name), .text(name.folded), .bool(fields["enabled"]?.bool ?? false),
            .json(.object(fields)), .time(now),
        ]
    }

    /// An archived department is disabled too; one that is taken back stays so.
    func setArchived(_ archived: Bool, _ department: Department) throws {
        var fields = department.fields
        if archived { fields["enabled"] = false }
        try updateDepartment(department.id, fields: fields)
        try run("UPDATE departments SET archived = $2 WHERE id = $1", [.text(department.id), .bool(archived)])
    }

    func deleteDepartment(_ id: String) throws { try run("DELETE FROM departments WHERE id = $1", [.text(id)]) }

    func departmentExists(_ id: String) throws -> Bool {
        try number("SELECT count(*) FROM departments WHERE id = $1", [.text(id)]) > 0
    }

    /// Departments whose saved members mention an id anywhere: candidates for clearing a reference.
    func departments(mentioning id: String) throws -> [Department] {
        var filter = Filter()
        let printed = JSON.string(id).text()
        filter.require("d.fields LIKE \(filter.bind(.text("%" + Filter.literal(printed) + "%"))) ESCAPE '\\'")
        return try rows("SELECT \(departmentColumns) FROM departments d" + filter.clause, filter.values).map(department)
    }
}
