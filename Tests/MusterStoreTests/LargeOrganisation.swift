import MusterTestWorld

/// The organisation, made once an engine: every test takes back what it does.
actor LargeOrganisation {
    private static let shared = LargeOrganisation()
    private var making: [TestEngine: Task<World, any Error>] = [:]

    static func world(_ engine: TestEngine) async throws -> World { try await shared.of(engine) }

    private func of(_ engine: TestEngine) async throws -> World {
        let task =
            making[engine]
            ?? Task {
                let world = try await World(engine, waiting: true)
                for statement in Self.population { try await world.run(statement) }
                try await world.run("ANALYZE")
                return world
            }
        making[engine] = task
        return try await task.value
    }

    /// Statements that insert `count` rows, few enough at once that none nears the time a statement may take.
    private static func inserts(_ count: Int, _ sql: (String) -> String) -> [String] {
        stride(from: 1, through: count, by: 5000).map { first in
            let last = min(first + 4999, count)
            return sql("WITH RECURSIVE n(i) AS (SELECT \(first) UNION ALL SELECT i + 1 FROM n WHERE i < \(last))")
        }
    }

    private static let population = [
        inserts(100_000) {
            """
            INSERT INTO users
                (id, username, username_folded, name, name_folded, type, active, created_at, updated_at)
            \($0) SELECT 'u' || i, 'user' || i, 'user' || i, 'User ' || i, 'user ' || i, 'user', 1, i, i FROM n
            """
        },
        inserts(100_000) {
            """
            INSERT INTO user_emails (user_id, position, address, address_folded, verified)
            \($0) SELECT 'u' || i, 0, 'user' || i || '@example.com', 'user' || i || '@example.com', 1 FROM n
            """
        },
        inserts(100_000) {
            "INSERT INTO user_roles (user_id, role_id, position) \($0) SELECT 'u' || i, 'user', 0 FROM n"
        },
        inserts(2000) {
            "INSERT INTO user_roles (user_id, role_id, position) \($0) SELECT 'u' || i, 'livechat-monitor', 1 FROM n"
        },
        inserts(100_000) {
            """
            INSERT INTO login_tokens (hashed_token, user_id, type, created_at)
            \($0) SELECT 't' || i, 'u' || i, 'login', i FROM n
            """
        },
        inserts(10_000) {
            """
            INSERT INTO units (id, name, name_folded, visibility, created_at, updated_at)
            \($0) SELECT 'n' || i, 'Unit ' || i, 'unit ' || i, 'public', i, i FROM n
            """
        },
        inserts(20_000) {
            """
            INSERT INTO unit_monitors (id, unit_id, user_id, updated_at)
            \($0) SELECT 'm' || i, 'n' || (1 + i / 2 % 10000), 'u' || (1 + i * 7 % 1000), i FROM n
            """
        },
        inserts(100_000) {
            """
            INSERT INTO departments
                (id, name, name_folded, enabled, fields, unit_id, was_in_unit, created_at, updated_at)
            \($0) SELECT 'd' || i, 'Department ' || i, 'department ' || i, 1, '{}',
                CASE WHEN i % 4 = 0 THEN NULL ELSE 'n' || (1 + i % 10000) END, 1, i, i FROM n
            """
        },
        inserts(100_000) {
            """
            INSERT INTO department_agents (id, department_id, user_id, enabled, updated_at)
            \($0) SELECT 'a' || i, 'd' || i, 'u' || (1 + i % 100000), 1, i FROM n
            """
        },
        inserts(20_000) {
            """
            INSERT INTO events (at, actor_id, request_id, kind, subject_id)
            \($0) SELECT i, 'x', 'x', 'unit.created', 'n' || i FROM n
            """
        },
    ].flatMap(\.self)
}
