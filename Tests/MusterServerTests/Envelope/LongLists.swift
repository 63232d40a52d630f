import MusterTestWorld

extension World {
    /// A world with long lists: 2,500 more departments, 300 more units, 300 more users who are agents and monitors.
    static func large(_ engine: TestEngine) async throws -> World {
        let world = try await World(engine)
        func series(_ count: Int) -> String {
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))"
        }
        let long = String(repeating: "ä", count: 200)
        for statement in [
            """
            INSERT INTO units (id, name, name_folded, visibility, created_at, updated_at)
            \(series(300)) SELECT 'u' || i, 'Unit ' || (i + 1000) || '\(long)', 'unit ' || (i + 1000) || '\(long)',
                'public', i, i FROM n
            """,
            """
            INSERT INTO departments (id, name, name_folded, enabled, fields, unit_id, was_in_unit, created_at, updated_at)
            \(series(2500)) SELECT 'd' || i, 'Name ' || i, 'name ' || i, 1,
                '{"name":"Name ' || i || '","enabled":true,"description":"\(long)"}',
                CASE i % 3 WHEN 0 THEN NULL ELSE 'u' || (i % 3) END, 1, i, i FROM n
            """,
            """
            INSERT INTO users (id, username, username_folded, name, name_folded, type, active, created_at, updated_at)
            \(series(300)) SELECT 'p' || i, 'p' || i, 'p' || i, 'P ' || i, 'p ' || i, 'user', 1, i, i FROM n
            """,
            """
            INSERT INTO user_emails (user_id, position, address, address_folded, verified)
            \(series(300)) SELECT 'p' || i, 0, 'p' || i || '@example.com', 'p' || i || '@example.com', 1 FROM n
            """,
            """
            INSERT INTO user_roles (user_id, role_id, position)
            \(series(300)) SELECT 'p' || i, 'livechat-agent', 0 FROM n
            """,
            """
            INSERT INTO user_roles (user_id, role_id, position)
            \(series(300)) SELECT 'p' || i, 'livechat-monitor', 1 FROM n
            """,
            """
            INSERT INTO department_agents (id, department_id, user_id, enabled, updated_at)
            \(series(300)) SELECT 'l' || i, 'd' || (1 + i * 7 % 97), 'p' || i, 1, i FROM n
            """,
        ] { try await world.run(statement) }
        return world
    }

    /// Makes the row of one unit fail when it is read.
    func breakUnit(_ id: String) async throws {
        let failing: String
        switch engine {
        case .sqlite:
            // The smallest number has no opposite.
            failing =
                "CASE WHEN id = '\(id)' THEN abs(-9223372036854775807 + \(id.count) - length(id) - 1) || '' ELSE '' END"
        case .postgres:
            failing = "failing(id)"
            try await run(
                """
                CREATE FUNCTION failing(id text) RETURNS text LANGUAGE plpgsql VOLATILE AS
                'BEGIN IF id = ''\(id)'' THEN RAISE EXCEPTION ''no''; END IF; RETURN ''''; END'
                """)
        }
        try await run("DROP TABLE unit_monitors")
        try await run("CREATE VIEW unit_monitors AS SELECT id AS unit_id, \(failing) AS user_id FROM units")
    }
}
