extension Migration {
    /// Lists by name come from an index alone, and names are searched by an index of every three characters in a row
    /// (docs/storage.md, "Lists and searches").
    static let lists = Migration(number: 7, name: "lists", statements: order + fileSearch + [serverSearch])

    /// A name has no limit but an index row has one. Its beginning is a column, because the server engine answers from
    /// an index alone only what is a column. What the lists of every day leave out stands behind it, so that rows
    /// before the page are passed over in the index, and has an index of its own: the few exceptions are counted, not
    /// the rest.
    private static let order =
        [("users", ", active"), ("units", ""), ("departments", ", archived")].flatMap { table, further in
            [
                "ALTER TABLE \(table) ADD COLUMN name_start {text} GENERATED ALWAYS AS (substr(name, 1, 400)) {kept}",
                "DROP INDEX \(table)_by_name",
                "CREATE INDEX \(table)_by_name ON \(table) (name_start, id\(further))",
            ]
        } + [
            "DROP INDEX departments_by_unit",
            "CREATE INDEX departments_by_unit ON departments (unit_id, name_start, id)",
            "CREATE INDEX departments_archived ON departments (archived) WHERE archived = 1",
            "CREATE INDEX users_inactive ON users (active) WHERE active = 0",
        ]

    private static let fileSearch =
        (trigrams(of: "unit", ["name"]) + trigrams(of: "department", ["name"])
        + trigrams(of: "user", ["username", "name"], further: ("addresses", addressesOfUser("users.id")))
        + ["INSERT", "UPDATE", "DELETE"].map(addresses))
        .map { "{file}\($0){server}SELECT 1{both}" }
}

/// The search index of the file engine: for each noun a table of texts, which nothing but triggers changes, and FTS5's
/// index of it. The tables of the organisation are not indexed directly, because that engine may number their rows
/// anew.
extension Migration {
    /// - Parameters:
    ///   - columns: Columns of the noun's table whose folded copies are searched.
    ///   - further: A column for texts from another table, and what they are now.
    private static func trigrams(
        of noun: String, _ columns: [String], further: (column: String, value: String)? = nil
    ) -> [String] {
        let all = columns + (further.map { [$0.column] } ?? [])
        let names = all.joined(separator: ", ")
        let own = columns.joined(separator: ", ")
        func texts(_ row: String) -> String { all.map { "\(row).\($0)" }.joined(separator: ", ") }
        func folded(_ row: String) -> String { columns.map { "\(row)\($0)_folded" }.joined(separator: ", ") }
        let takeOut =
            """
            INSERT INTO \(noun)_search (\(noun)_search, rowid, \(noun)_id, \(names))
            VALUES ('delete', old.key, old.\(noun)_id, \(texts("old")));
            """
        let putIn =
            """
            INSERT INTO \(noun)_search (rowid, \(noun)_id, \(names)) VALUES (new.key, new.\(noun)_id, \(texts("new")));
            """
        let store = "INSERT INTO \(noun)_texts (\(noun)_id, \(own)) VALUES (new.id, \(folded("new.")));"
        let change = "UPDATE \(noun)_texts SET (\(own)) = (\(folded("new."))) WHERE \(noun)_id = new.id;"
        return [
            """
            CREATE TABLE \(noun)_texts (key INTEGER PRIMARY KEY, \(noun)_id TEXT NOT NULL UNIQUE,
                \(all.map { "\($0) TEXT NOT NULL DEFAULT ''" }.joined(separator: ", "))) STRICT
            """,
            """
            INSERT INTO \(noun)_texts (\(noun)_id, \(names))
            SELECT id, \(folded(""))\(further.map { ", " + $0.value } ?? "") FROM \(noun)s ORDER BY id
            """,
            """
            CREATE VIRTUAL TABLE \(noun)_search USING fts5(\(noun)_id UNINDEXED, \(names),
                content = '\(noun)_texts', content_rowid = 'key', tokenize = 'trigram case_sensitive 1')
            """,
            "INSERT INTO \(noun)_search (\(noun)_search) VALUES ('rebuild')",
            "CREATE VIRTUAL TABLE \(noun)_terms USING fts5vocab(\(noun)_search, instance)",
            trigger("\(noun)_added", "INSERT ON \(noun)s", store),
            trigger("\(noun)_removed", "DELETE ON \(noun)s", "DELETE FROM \(noun)_texts WHERE \(noun)_id = old.id;"),
            // What is saved under its old name costs the index nothing.
            trigger(
                "\(noun)_renamed", "UPDATE OF \(folded("")) ON \(noun)s",
                when: columns.map { "old.\($0)_folded <> new.\($0)_folded" }.joined(separator: " OR "), change),
            trigger("\(noun)_texts_added", "INSERT ON \(noun)_texts", putIn),
            trigger("\(noun)_texts_removed", "DELETE ON \(noun)_texts", takeOut),
            trigger("\(noun)_texts_changed", "UPDATE ON \(noun)_texts", takeOut + " " + putIn),
        ]
    }

    /// Keeps a user's addresses in the index.
    private static func addresses(after change: String) -> String {
        let row = change == "DELETE" ? "old" : "new"
        return trigger(
            "user_addresses_after_\(change.lowercased())", "\(change) ON user_emails",
            "UPDATE user_texts SET addresses = \(addressesOfUser("\(row).user_id")) WHERE user_id = \(row).user_id;")
    }

    /// A user's folded addresses, a line each.
    static func addressesOfUser(_ id: String) -> String {
        """
        (SELECT coalesce(group_concat(address_folded, char(10)), '') FROM
            (SELECT e.address_folded FROM user_emails e WHERE e.user_id = \(id) ORDER BY e.position))
        """
    }

    static func trigger(_ name: String, _ change: String, when: String? = nil, _ body: String) -> String {
        "CREATE TRIGGER \(name) AFTER \(change) FOR EACH ROW\(when.map { " WHEN \($0)" } ?? "") BEGIN \(body) END"
    }
}

/// The search index of the server engine, where the database lets us have the extension that it takes.
extension Migration {
    private static let serverSearch =
        """
        {file}SELECT 1{server}DO $$
        DECLARE
            letters text;
            place text[];
        BEGIN
            BEGIN
                CREATE EXTENSION IF NOT EXISTS pg_trgm;
            EXCEPTION WHEN insufficient_privilege OR feature_not_supported OR undefined_file OR duplicate_object THEN
                NULL;
            END;
            SELECT format('%I.gin_trgm_ops', n.nspname) INTO letters
            FROM pg_opclass c JOIN pg_namespace n ON n.oid = c.opcnamespace
            WHERE c.opcname = 'gin_trgm_ops' AND has_schema_privilege(n.oid, 'USAGE') LIMIT 1;
            -- Without it, searches read every name.
            IF letters IS NULL THEN RETURN; END IF;
            FOREACH place SLICE 1 IN ARRAY ARRAY[['units', 'name'], ['departments', 'name'], ['users', 'name'],
                ['users', 'username'], ['user_emails', 'address']]
            LOOP
                EXECUTE format('CREATE INDEX %I ON %I USING gin (%I %s)', place[1] || '_with_' || place[2], place[1],
                    place[2] || '_folded', letters);
            END LOOP;
        END $${both}
        """
}
