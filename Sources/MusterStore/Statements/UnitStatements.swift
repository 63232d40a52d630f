import MusterModel

private let monitorCount =
    """
    (SELECT count(*) FROM unit_monitors m JOIN users x ON x.id = m.user_id
        WHERE m.unit_id = u.id AND x.active = 1)
    """

private let departmentCount = "(SELECT count(*) FROM departments d WHERE d.unit_id = u.id)"

private let unitColumns = "u.id, u.name, u.visibility, u.updated_at, \(monitorCount), \(departmentCount)"

private let anyUnit = "SELECT \(unitColumns) FROM units u WHERE u.id = $1"

/// The table of units, read with its counts: they are rows counted, never numbers kept.
extension Transaction {
    private func unit(_ row: SQLRow) -> BusinessUnit {
        BusinessUnit(
            id: row.text(0), name: row.text(1), visibility: row.text(2), monitorCount: row.int(4),
            departmentCount: row.int(5), updatedAt: row.time(3))
    }

    /// A unit within the scope, nil when there is none.
    func unit(_ id: String, in scope: Scope) throws -> BusinessUnit? {
        if case .everything = scope { return try row(anyUnit, [.text(id)]).map(unit) }
        var filter = Filter()
        filter.require("u.id = \(filter.bind(.text(id)))")
        scope.limitUnits(&filter, column: "u.id")
        return try row("SELECT \(unitColumns) FROM units u" + filter.clause, filter.values).map(unit)
    }

    /// A page of the units within the scope.
    func units(
        named text: String, in scope: Scope, _ page: Page, _ delivery: Delivery<BusinessUnit> = .whole
    ) throws -> Paged<BusinessUnit> {
        var filter = Filter()
        filter.search(text, in: .units)
        scope.limitUnits(&filter, column: "u.id")
        let compared: [String: Compared] = [
            "_id": .column("u.id"), "name": .name("u.name"), "visibility": .column("u.visibility"),
        ]
        try filter.require(page.conditions, compared)
        let listing = Listing(
            table: "units", alias: "u", columns: unitColumns,
            sortable: [
                "_id": "u.id", "name": "u.name", "visibility": "u.visibility", "_updatedAt": "u.updated_at",
                "numMonitors": monitorCount, "numDepartments": departmentCount,
            ],
            indexed: ["name": "u.name_start"])
        return try list(listing, filter, page, delivery) { $0.map(unit) }
    }

    func insertUnit(_ id: String, _ new: NewUnit) throws {
        try post(
            """
            INSERT INTO units (id, name, name_folded, visibility, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $5)
            """,
            [.text(id), .text(new.name), .text(new.name.folded), .text(new.visibility), .time(now)])
    }

    func updateUnit(_ id: String, _ new: NewUnit) throws {
        try run(
            "UPDATE units SET name = $2, name_folded = $3, visibility = $4, updated_at = $5 WHERE id = $1",
            [.text(id), .text(new.name), .text(new.name.folded), .text(new.visibility), .time(now)])
    }

    func deleteUnit(_ id: String) throws { try run("DELETE FROM units WHERE id = $1", [.text(id)]) }

    func unitExists(_ id: String) throws -> Bool {
        try number("SELECT count(*) FROM units WHERE id = $1", [.text(id)]) > 0
    }
}
