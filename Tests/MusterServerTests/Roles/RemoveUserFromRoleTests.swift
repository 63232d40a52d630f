import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `POST roles.removeUserFromRole` (contract 5.3).
@Suite("POST roles.removeUserFromRole")
struct RemoveUserFromRoleTests {
    static let rows: [Scenario] = [
        Scenario(
            "a role is taken", "POST roles.removeUserFromRole",
            body: #"{"username":"monitorA","roleName":"livechat-monitor"}"#, status: 200,
            contains: [#"{"role":{"_id":"livechat-monitor""#], events: ["user.roles-changed", "unit.monitors-changed"],
            holds: "5.3.35"),
        Scenario(
            "from somebody", "POST roles.removeUserFromRole", body: #"{"username":"none","roleId":"user"}"#,
            status: 400,
            contains: ["There is no user with this username [error-invalid-user]"], holds: "5.3.31"),
        Scenario(
            "who has it", "POST roles.removeUserFromRole", body: #"{"username":"plain","roleId":"bot"}"#, status: 400,
            contains: ["User is not in this role [error-user-not-in-role]"], holds: "5.3.33"),
        Scenario(
            "if it exists", "POST roles.removeUserFromRole", body: #"{"username":"plain","roleId":"none"}"#,
            status: 400,
            contains: ["This role does not exist [error-invalid-roleId]"], holds: "5.3.32"),
        Scenario(
            "and is named", "POST roles.removeUserFromRole", body: #"{"username":"plain"}"#, status: 400,
            contains: ["The role properties are invalid. [error-invalid-role-properties]"], holds: "5.3.28"),
        Scenario(
            "who may not take is refused before the body", "POST roles.removeUserFromRole", as: .plain, body: "{",
            status: 403, contains: [Refusal.forbidden], holds: "5.1.32"),
        Scenario(
            "an unknown member comes before everything else", "POST roles.removeUserFromRole",
            body: #"{"username":"none","roleId":"none","x":1}"#, status: 400, contains: [UsersInRoleTests.invalid],
            holds: "5.3.8"),
        Scenario(
            "a user name is needed to take a role", "POST roles.removeUserFromRole", body: #"{"roleId":"user"}"#,
            status: 400, contains: [UsersInRoleTests.invalid], holds: "5.3.28"),
        Scenario(
            "an empty id names no role", "POST roles.removeUserFromRole", body: #"{"username":"plain","roleId":""}"#,
            status: 400, contains: [UsersInRoleTests.invalid], holds: "5.3.29"),
        Scenario(
            "an unknown user comes before an unknown role to take", "POST roles.removeUserFromRole",
            body: #"{"username":"none","roleId":"none"}"#, status: 400,
            contains: [#""There is no user with this username [error-invalid-user]""#], holds: "5.3.31"),
        Scenario(
            "room and scope are members of taking", "POST roles.removeUserFromRole",
            body: #"{"username":"plain","roleId":"bot","roomId":"GENERAL","scope":"GENERAL"}"#, status: 400,
            contains: [#""User is not in this role [error-user-not-in-role]""#], holds: "5.3.30"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
