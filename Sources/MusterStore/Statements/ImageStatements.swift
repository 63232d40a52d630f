import MusterModel

/// What the event log keeps of each kind of thing: all that can be changed, and nothing secret. Members of a unit or
/// department are members of an object, so that a change names only those who came or went.
extension Transaction {
    func unitImage(_ id: String) throws -> JSONObject? { try unitImages([id])[id] }

    /// Units by id; without ids all of them.
    func unitImages(_ ids: [String]? = nil) throws -> [String: JSONObject] {
        let monitors = try members("unit_id", "user_id", of: "unit_monitors", ids)
        let departments = try members("unit_id", "id", of: "departments", ids)
        return try images("SELECT id, name, visibility FROM units", ids) { row in
            [
                "name": .string(row.text(1)), "visibility": .string(row.text(2)),
                "monitors": .object(monitors[row.text(0)] ?? [:]),
                "departments": .object(departments[row.text(0)] ?? [:]),
            ]
        }
    }

    func departmentImage(_ id: String) throws -> JSONObject? { try departmentImages([id])[id] }

    /// Departments by id, each with its agents; the unit it belongs to is told of the unit.
    func departmentImages(_ ids: [String]? = nil) throws -> [String: JSONObject] {
        let agents = try members("department_id", "user_id", of: "department_agents", ids, "count, sort_order") { row in
            .place(count: row.int(2), order: row.int(3))
        }
        return try images("SELECT id, fields, archived FROM departments", ids) { row in
            var department = row.object(1)
            department["archived"] = row.boolOrNil(2).map(JSON.bool)
            return ["department": .object(department), "agents": .object(agents[row.text(0)] ?? [:])]
        }
    }

    func userImage(_ id: String) throws -> JSONObject? { try user(id: id)?.forEventLog }

    /// Everybody by id.
    func userImages() throws -> [String: JSONObject] {
        let everybody = try users(Filter(), Page(offset: 0, count: nil)).rows
        return Dictionary(everybody.map { ($0.id, $0.forEventLog) }, uniquingKeysWith: { $1 })
    }

    func roleImages() throws -> [String: JSONObject] {
        Dictionary(try roles().map { ($0.id, $0.forEventLog) }, uniquingKeysWith: { $1 })
    }

    func permissionImages() throws -> [String: JSONObject] {
        Dictionary(try permissions().map { ($0.id, $0.forEventLog) }, uniquingKeysWith: { $1 })
    }

    /// Every setting, but for those whose values are secrets.
    func settingImages() throws -> [String: JSONObject] {
        let settings = try settings()
        let open = Settings.defaults.keys.filter { !Settings.secretIDs.contains($0) }
        return Dictionary(open.map { ($0, ["value": settings[$0]]) }, uniquingKeysWith: { $1 })
    }

    private func images(
        _ sql: String, _ ids: [String]?, _ image: (SQLRow) -> JSONObject
    ) throws -> [String: JSONObject] {
        let found = try rows(sql + (ids == nil ? "" : " WHERE id IN (SELECT value FROM {each}($1))"), ids.parameters)
        return Dictionary(found.map { ($0.text(0), image($0)) }, uniquingKeysWith: { $1 })
    }

    /// The rows of one column's things as members of those of another's: by default each is simply there.
    private func members(
        _ whole: String, _ part: String, of table: String, _ ids: [String]?, _ more: String = "0",
        _ image: (SQLRow) -> JSON = { _ in true }
    ) throws -> [String: JSONObject] {
        let which = ids == nil ? "\(whole) IS NOT NULL" : "\(whole) IN (SELECT value FROM {each}($1))"
        let found = try rows(
            "SELECT \(whole), \(part), \(more) FROM \(table) WHERE \(which) ORDER BY \(part)", ids.parameters)
        return Dictionary(grouping: found) { $0.text(0) }
            .mapValues { rows in JSONObject(rows.map { ($0.text(1), image($0)) }) }
    }
}

extension JSON {
    /// What the event log keeps of an agent's place in a department.
    static func place(count: Int, order: Int) -> JSON { ["count": .int(count), "order": .int(order)] }
}

extension [String]? {
    fileprivate var parameters: [SQLValue] { map { [.list($0)] } ?? [] }
}
