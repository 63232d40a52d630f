import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `POST roles.addUserToRole` (contract 5.3).
@Suite("POST roles.addUserToRole")
struct AddUserToRoleTests {
    static let rows: [Scenario] = [
        Scenario(
            "a user must be named", "POST roles.addUserToRole", body: #"{"username":"","roleId":"bot"}"#, status: 400,
            contains: [#""username\" param was not provided [error-user-param-not-provided]"#], holds: "5.3.14"),
        Scenario(
            "a user gets a role", "POST roles.addUserToRole", body: #"{"username":"plain","roleId":"livechat-agent"}"#,
            status: 200, contains: [#"{"role":{"_id":"livechat-agent""#], events: ["user.roles-changed"],
            holds: "5.1.42", "5.3.26"),
        Scenario(
            "by its name, too", "POST roles.addUserToRole",
            body: #"{"username":"plain","roleName":"livechat-manager"}"#,
            status: 200, events: ["user.roles-changed"], holds: "5.3.26"),
        Scenario(
            "a user name is needed", "POST roles.addUserToRole", body: "{}", status: 400,
            contains: ["must have required property 'username' [error-invalid-role-properties]"], holds: "5.3.12"),
        Scenario(
            "an unknown user gets none", "POST roles.addUserToRole", body: #"{"username":"none","roleId":"bot"}"#,
            status: 400, contains: ["does not match any users [error-invalid-user]"], holds: "5.3.15"),
        Scenario(
            "a role is needed", "POST roles.addUserToRole", body: #"{"username":"plain"}"#, status: 400,
            contains: [#"{"success":false,"error":"error-invalid-role-properties"}"#], holds: "5.3.17"),
        Scenario(
            "an unknown role is named the wrong way round", "POST roles.addUserToRole",
            body: #"{"username":"plain","roleId":"none"}"#, status: 400,
            contains: [#"{"success":false,"error":"error-role-not-found","errorType":"Role not found"}"#],
            holds: "5.3.18", "8.0.13"),
        Scenario(
            "nobody gets a role twice", "POST roles.addUserToRole", body: #"{"username":"plain","roleId":"user"}"#,
            status: 400, contains: ["User already in role [error-user-already-in-role]"], holds: "5.3.20"),
        Scenario(
            "only then it is asked who may", "POST roles.addUserToRole", as: .plain,
            body: #"{"username":"plain","roleId":"admin"}"#, status: 400,
            contains: ["Accessing permissions is not allowed [error-action-not-allowed]"], holds: "5.1.34", "5.3.21"),
        Scenario(
            "nobody is part of a room", "POST roles.addUserToRole",
            body: #"{"username":"plain","roleId":"owner","roomId":"GENERAL"}"#, status: 400,
            contains: ["User is not part of given room [error-invalid-user]"], holds: "5.3.25"),
        Scenario(
            "an unknown member comes before an unknown user", "POST roles.addUserToRole",
            body: #"{"username":"none","x":1}"#, status: 400,
            contains: [#""error":"must NOT have additional properties [error-invalid-role-properties]""#],
            holds: "5.3.7"),
        Scenario(
            "a scope is no member of giving", "POST roles.addUserToRole",
            body: #"{"username":"plain","roleId":"bot","scope":"GENERAL"}"#, status: 400,
            contains: ["must NOT have additional properties [error-invalid-role-properties]"], holds: "5.3.27"),
        Scenario(
            "a user name is a text", "POST roles.addUserToRole", body: #"{"username":[],"roleId":"bot"}"#, status: 400,
            contains: ["must be string [error-invalid-role-properties]"], holds: "5.3.12"),
        Scenario(
            "a role's id is a text", "POST roles.addUserToRole", body: #"{"username":"plain","roleId":["bot"]}"#,
            status: 400, contains: ["must be string [error-invalid-role-properties]"]),
        Scenario(
            "who lacks the permission gets the schema's text first", "POST roles.addUserToRole", as: .plain, body: "{}",
            status: 400, contains: ["must have required property 'username' [error-invalid-role-properties]"],
            holds: "5.3.13"),
        Scenario(
            "an unknown user comes before a missing role", "POST roles.addUserToRole", body: #"{"username":"none"}"#,
            status: 400,
            contains: [
                #"The required \"userId\" or \"username\" param provided does not match any users [error-invalid-user]"#
            ], holds: "5.3.16"),
        Scenario(
            "an unknown user comes before an unknown role", "POST roles.addUserToRole",
            body: #"{"username":"none","roleId":"none"}"#, status: 400,
            contains: [
                #"The required \"userId\" or \"username\" param provided does not match any users [error-invalid-user]"#
            ], holds: "5.3.16"),
        Scenario(
            "a missing role comes before who may", "POST roles.addUserToRole", as: .plain,
            body: #"{"username":"plain"}"#, status: 400,
            contains: [#"{"success":false,"error":"error-invalid-role-properties"}"#], holds: "5.3.17"),
        Scenario(
            "an unknown role comes before who may", "POST roles.addUserToRole", as: .plain,
            body: #"{"username":"plain","roleId":"none"}"#, status: 400, contains: [UsersInRoleTests.swapped],
            holds: "5.3.19"),
        Scenario(
            "a role of an unknown name is named the wrong way round too", "POST roles.addUserToRole",
            body: #"{"username":"plain","roleName":"none"}"#, status: 400, contains: [UsersInRoleTests.swapped],
            holds: "5.3.18"),
        Scenario(
            "a role they have comes before who may", "POST roles.addUserToRole", as: .plain,
            body: #"{"username":"plain","roleId":"user"}"#, status: 400,
            contains: ["User already in role [error-user-already-in-role]"], holds: "5.3.20"),
        Scenario(
            "a manager gives no role", "POST roles.addUserToRole", as: .manager,
            body: #"{"username":"plain","roleId":"app"}"#, status: 400,
            contains: [#""Accessing permissions is not allowed [error-action-not-allowed]""#], holds: "5.3.21"),
        Scenario(
            "a guest gives none though they hold admin", "POST roles.addUserToRole", as: .guest,
            body: #"{"username":"plain","roleId":"app"}"#, status: 400,
            contains: [#""Accessing permissions is not allowed [error-action-not-allowed]""#], holds: "5.3.22"),
        Scenario(
            "who may comes before the room", "POST roles.addUserToRole", as: .plain,
            body: #"{"username":"plain","roleId":"owner","roomId":"GENERAL"}"#, status: 400,
            contains: [#""Accessing permissions is not allowed [error-action-not-allowed]""#], holds: "5.3.24"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
