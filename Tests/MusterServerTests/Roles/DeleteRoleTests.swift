import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `POST roles.delete` (contract 5.3).
@Suite("POST roles.delete")
struct DeleteRoleTests {
    static let rows: [Scenario] = [
        Scenario(
            "a default role is not deleted", "POST roles.delete", body: #"{"roleId":"bot"}"#, status: 400,
            contains: ["Cannot delete a protected role [error-role-protected]"], holds: "5.3.45"),
        Scenario(
            "nor an unknown one", "POST roles.delete", body: #"{"roleId":"none"}"#, status: 400,
            contains: ["This role does not exist [error-invalid-roleId]"], holds: "5.3.44"),
        Scenario(
            "nor none", "POST roles.delete", body: "{}", status: 400,
            contains: ["The role properties are invalid. [error-invalid-role-properties]"], holds: "5.3.43"),
        Scenario(
            "who may not delete is refused before the body", "POST roles.delete", as: .plain, body: "{", status: 403,
            contains: [Refusal.forbidden], holds: "5.1.33"),
        Scenario(
            "other members are no part of deleting", "POST roles.delete", body: #"{"roleId":"none","x":1}"#,
            status: 400, contains: [RoleChangeTests.invalid], holds: "5.3.6"),
        Scenario(
            "a role's name is not its id", "POST roles.delete", body: #"{"roleId":"Admin"}"#, status: 400,
            contains: [#""This role does not exist [error-invalid-roleId]""#], holds: "5.3.44"),
        Scenario(
            "protection comes before use", "POST roles.delete", body: #"{"roleId":"user"}"#, status: 400,
            contains: [#""Cannot delete a protected role [error-role-protected]""#], holds: "5.3.45"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
