import MusterModel

/// A table as `muster copy` takes it along: whole, row by row.
struct CopiedTable: Sendable {
    let name: String
    let columns: [String]
    /// The primary key: the order in which rows are read.
    let key: [String]
    /// Rows that are held at once.
    let pageRows: Int

    init(_ name: String, key: String, _ others: String = "", pageRows: Int = 500) {
        self.name = name
        self.pageRows = pageRows
        self.key = key.split(separator: " ").map(String.init)
        columns = self.key + others.split(separator: " ").map(String.init)
    }

    /// Every table, each after those it names; `schema_migrations` is made where the copy arrives.
    static let all = [
        CopiedTable("roles", key: "id", "name scope description mandatory_2fa protected updated_at"),
        CopiedTable("permissions", key: "id", "updated_at"),
        CopiedTable("permission_roles", key: "permission_id role_id"),
        CopiedTable(
            "users", key: "id",
            """
            username username_folded name name_folded type active password_hash status status_default status_text \
            status_livechat operator bio nickname requires_password_change custom_fields livechat last_login_at \
            created_at updated_at preferences
            """),
        CopiedTable("user_emails", key: "user_id position", "address address_folded verified"),
        CopiedTable("user_roles", key: "user_id role_id", "position"),
        CopiedTable("login_tokens", key: "hashed_token", "user_id type name last_part bypasses_2fa created_at"),
        // A row may hold a megabyte.
        CopiedTable("avatars", key: "user_id", "etag content_type updated_at bytes", pageRows: 8),
        CopiedTable("password_resets", key: "user_id", "hashed_token address created_at"),
        CopiedTable("units", key: "id", "name name_folded visibility created_at updated_at"),
        CopiedTable("unit_monitors", key: "id", "unit_id user_id role_id updated_at"),
        CopiedTable(
            "departments", key: "id",
            "name name_folded enabled archived fields agents_changed unit_id was_in_unit created_at updated_at"),
        CopiedTable(
            "department_agents", key: "id", "department_id user_id enabled count sort_order updated_at"),
        CopiedTable("rooms", key: "id", "name type created_at"),
        CopiedTable("settings", key: "id", "value updated_at"),
        CopiedTable("events", key: "sequence", "at actor_id request_id kind subject_id before after"),
    ]
}

/// Whole tables, for `muster copy`.
extension Transaction {
    func rowCount(of table: CopiedTable) throws -> Int { try number("SELECT count(*) FROM \(table.name)") }

    private func rows(of table: CopiedTable, after last: SQLRow?, limit: Int) throws -> [SQLRow] {
        let key = table.key.joined(separator: ", ")
        var condition = ""
        if last != nil {
            let places = table.key.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
            condition = "WHERE (\(key)) > (\(places))"
        }
        return try rows(
            "SELECT \(table.columns.joined(separator: ", ")) FROM \(table.name) \(condition) ORDER BY \(key) LIMIT $1",
            [.int(limit)] + (last?.values.prefix(table.key.count) ?? []))
    }

    /// Reads a whole table, page by page.
    ///
    /// - Parameter body: Called with each page.
    func sum(of table: CopiedTable, _ body: ([SQLRow]) throws -> Void) throws -> CopySum {
        var sum = CopySum()
        var last: SQLRow?
        while true {
            let page = try rows(of: table, after: last, limit: table.pageRows)
            guard let newest = page.last else { return sum }
            for row in page { sum.add(row) }
            try body(page)
            last = newest
        }
    }

    func insert(_ row: SQLRow, into table: CopiedTable) throws {
        let places = row.values.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        try run("INSERT INTO \(table.name) (\(table.columns.joined(separator: ", "))) VALUES (\(places))", row.values)
    }
}
