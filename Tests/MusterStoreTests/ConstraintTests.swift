import MusterModel
@testable import MusterStore
import MusterTestWorld
import Testing

/// Rules that the schema keeps, whatever the code above it does.
@Suite("The schema refuses what must never be")
struct ConstraintTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let sql: String
        let conflict: Conflict?

        init(_ fact: String, _ sql: String, _ conflict: Conflict? = nil) {
            testDescription = fact
            self.sql = sql
            self.conflict = conflict
        }
    }

    private static let insertUser =
        "INSERT INTO users (id, username, username_folded, name, name_folded, type, active, created_at, updated_at) VALUES "

    static let refusals: [Refusal] = [
        Refusal(
            "a monitor without the role",
            "INSERT INTO unit_monitors (id, unit_id, user_id, updated_at) VALUES ('x', 'unit-a', 'id-plain', 0)",
            .missingReference),
        Refusal(
            "a monitor who is nobody",
            "INSERT INTO unit_monitors (id, unit_id, user_id, updated_at) VALUES ('x', 'unit-a', 'none', 0)",
            .missingReference),
        Refusal(
            "a monitor of no unit",
            "INSERT INTO unit_monitors (id, unit_id, user_id, updated_at) VALUES ('x', 'none', 'id-monitorA', 0)",
            .missingReference),
        Refusal(
            "a monitor by another role",
            """
            INSERT INTO unit_monitors (id, unit_id, user_id, role_id, updated_at)
            VALUES ('x', 'unit-a', 'id-plain', 'user', 0)
            """),
        Refusal(
            "a monitor twice in one unit",
            "INSERT INTO unit_monitors (id, unit_id, user_id, updated_at) VALUES ('x', 'unit-a', 'id-monitorA', 0)"),
        Refusal(
            "a department in no unit that exists",
            "UPDATE departments SET unit_id = 'none', was_in_unit = 1 WHERE id = 'dep-4'", .missingReference),
        Refusal(
            "a department in a unit that never was in one", "UPDATE departments SET was_in_unit = 0 WHERE id = 'dep-1'"),
        Refusal(
            "a department that comes into a unit unnoticed",
            "UPDATE departments SET unit_id = 'unit-a' WHERE id = 'dep-4'"),
        Refusal("a department half enabled", "UPDATE departments SET enabled = 2 WHERE id = 'dep-1'"),
        Refusal("a department half archived", "UPDATE departments SET archived = 2 WHERE id = 'dep-1'"),
        Refusal("a department without a name", "UPDATE departments SET name = NULL WHERE id = 'dep-1'"),
        Refusal("two departments of one id", "UPDATE departments SET id = 'dep-2' WHERE id = 'dep-1'"),
        Refusal("a unit without a name", "UPDATE units SET name = NULL WHERE id = 'unit-a'"),
        Refusal(
            "a user name that differs in case only", insertUser + "('x', 'PLAIN', 'plain', 'n', 'n', 'user', 1, 0, 0)",
            .usernameTaken),
        Refusal("a user of another type", insertUser + "('x', 'x', 'x', 'n', 'n', 'robot', 1, 0, 0)"),
        Refusal("a user half active", insertUser + "('x', 'x', 'x', 'n', 'n', 'user', 2, 0, 0)"),
        Refusal("a user without a name", insertUser + "('x', 'x', 'x', NULL, 'n', 'user', 1, 0, 0)"),
        Refusal(
            "an address that differs in case only",
            """
            INSERT INTO user_emails (user_id, position, address, address_folded, verified)
            VALUES ('id-admin', 1, 'Plain@example.com', 'plain@example.com', 0)
            """, .emailTaken),
        Refusal(
            "an address of nobody",
            """
            INSERT INTO user_emails (user_id, position, address, address_folded, verified)
            VALUES ('none', 0, 'x@x', 'x@x', 0)
            """, .missingReference),
        Refusal(
            "a role that does not exist",
            "INSERT INTO user_roles (user_id, role_id, position) VALUES ('id-plain', 'none', 9)", .missingReference),
        Refusal(
            "a role of nobody", "INSERT INTO user_roles (user_id, role_id, position) VALUES ('none', 'user', 9)",
            .missingReference),
        Refusal(
            "a role held twice", "INSERT INTO user_roles (user_id, role_id, position) VALUES ('id-plain', 'user', 9)"),
        Refusal("a role of another scope", "UPDATE roles SET scope = 'World' WHERE id = 'user'"),
        Refusal("two roles of one name", "UPDATE roles SET name = 'admin' WHERE id = 'user'"),
        Refusal(
            "a permission for a role that does not exist",
            "INSERT INTO permission_roles (permission_id, role_id) VALUES ('create-user', 'none')", .missingReference),
        Refusal(
            "a permission that does not exist",
            "INSERT INTO permission_roles (permission_id, role_id) VALUES ('none', 'user')", .missingReference),
        Refusal(
            "a token of nobody",
            "INSERT INTO login_tokens (hashed_token, user_id, type, created_at) VALUES ('x', 'none', 'login', 0)",
            .missingReference),
        Refusal(
            "a token of another type",
            "INSERT INTO login_tokens (hashed_token, user_id, type, created_at) VALUES ('x', 'id-plain', 'other', 0)"),
        Refusal(
            "one token of two users",
            """
            INSERT INTO login_tokens (hashed_token, user_id, type, created_at)
            SELECT hashed_token, 'id-plain', 'login', 0 FROM login_tokens WHERE user_id = 'id-admin'
            """),
        Refusal(
            "an agent twice in a department",
            """
            INSERT INTO department_agents (id, department_id, user_id, enabled, updated_at)
            VALUES ('x', 'dep-1', 'id-agent', 1, 0)
            """),
        Refusal(
            "an agent of no department",
            """
            INSERT INTO department_agents (id, department_id, user_id, enabled, updated_at)
            VALUES ('x', 'none', 'id-agent', 1, 0)
            """, .missingReference),
        Refusal(
            "an agent who is nobody",
            """
            INSERT INTO department_agents (id, department_id, user_id, enabled, updated_at)
            VALUES ('x', 'dep-1', 'none', 1, 0)
            """, .missingReference),
        Refusal(
            "a setting without a value", "INSERT INTO settings (id, value, updated_at) VALUES ('x', NULL, 0)"),
    ]

    @Test(arguments: TestEngine.allCases, refusals)
    func `the statement is refused`(_ engine: TestEngine, _ refusal: Refusal) async throws {
        let world = try await World(engine)
        let before = try await world.contents()
        let conflict = await #expect(throws: Conflict.self) { try await world.run(refusal.sql) }
        if let wanted = refusal.conflict { #expect(conflict == wanted) }
        #expect(try await world.contents() == before)
    }
}
