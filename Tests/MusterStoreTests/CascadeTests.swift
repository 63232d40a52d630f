import Facts
import MusterModel
@testable import MusterStore
import MusterTestWorld
import Testing

/// Deleting leaves nothing behind: the schema does it, for every caller.
@Suite("What is deleted takes along all that hangs on it")
struct CascadeTests {
    struct Cascade: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let sql: String
        /// Questions that count what must be gone.
        let gone: [String]

        init(_ fact: String, _ sql: String, gone: [String]) {
            testDescription = fact
            self.sql = sql
            self.gone = gone
        }
    }

    static let cascades: [Cascade] = [
        Cascade(
            "a user takes along tokens, addresses, roles and units they monitor",
            "DELETE FROM users WHERE id = 'id-monitorA'",
            gone: ["login_tokens", "user_emails", "user_roles", "unit_monitors"].map {
                "SELECT count(*) FROM \($0) WHERE user_id = 'id-monitorA'"
            }),
        Cascade(
            "a user takes along the departments they work in", "DELETE FROM users WHERE id = 'id-agent'",
            gone: ["SELECT count(*) FROM department_agents WHERE user_id = 'id-agent'"]),
        Cascade(
            "a role taken from a monitor takes along their units",
            "DELETE FROM user_roles WHERE user_id = 'id-monitorA' AND role_id = 'livechat-monitor'",
            gone: ["SELECT count(*) FROM unit_monitors WHERE user_id = 'id-monitorA'"]),
        Cascade(
            "a role that is deleted goes from users, permissions and units",
            "DELETE FROM roles WHERE id = 'livechat-monitor'",
            gone: [
                "SELECT count(*) FROM unit_monitors",
                "SELECT count(*) FROM user_roles WHERE role_id = 'livechat-monitor'",
                "SELECT count(*) FROM permission_roles WHERE role_id = 'livechat-monitor'",
            ]),
        Cascade(
            "a permission goes from its roles", "DELETE FROM permissions WHERE id = 'manage-livechat-units'",
            gone: ["SELECT count(*) FROM permission_roles WHERE permission_id = 'manage-livechat-units'"]),
        Cascade(
            "a unit takes along its monitors and frees its departments", "DELETE FROM units WHERE id = 'unit-a'",
            gone: [
                "SELECT count(*) FROM unit_monitors WHERE unit_id = 'unit-a'",
                "SELECT count(*) FROM departments WHERE unit_id = 'unit-a'",
            ]),
        Cascade(
            "a department takes along its agents", "DELETE FROM departments WHERE id = 'dep-1'",
            gone: ["SELECT count(*) FROM department_agents WHERE department_id = 'dep-1'"]),
    ]

    @Test(.keepsAway("RC#30350"), arguments: TestEngine.allCases, cascades)
    func `whatever goes takes along what hangs on it`(_ engine: TestEngine, _ cascade: Cascade) async throws {
        let world = try await World(engine)
        for question in cascade.gone { #expect(try await world.number(question) > 0, "nothing to go: \(question)") }
        try await world.run(cascade.sql)
        for question in cascade.gone { #expect(try await world.number(question) == 0, "\(question)") }
        let departments = cascade.sql.contains("departments") ? 4 : 5
        #expect(try await world.number("SELECT count(*) FROM departments") == departments)
        #expect(try await world.number("SELECT count(*) FROM departments WHERE was_in_unit = 1") == departments - 2)
    }
}
