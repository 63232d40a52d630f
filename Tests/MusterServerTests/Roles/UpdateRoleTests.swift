import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `POST roles.update` (contract 5.3).
@Suite("POST roles.update")
struct UpdateRoleTests {
    static let rows: [Scenario] = [
        Scenario(
            "a default role gets a description", "POST roles.update",
            body: #"{"roleId":"user","name":"user","description":"Everybody"}"#, status: 200,
            contains: [#""description":"Everybody""#], events: ["role.updated"], holds: "5.3.63"),
        Scenario(
            "but no other name", "POST roles.update", body: #"{"roleId":"user","name":"people"}"#, status: 400,
            contains: ["Role is protected [error-role-protected]"], holds: "5.3.60"),
        Scenario(
            "nor scope", "POST roles.update", body: #"{"roleId":"owner","name":"owner"}"#, status: 400,
            contains: ["Role is protected [error-role-protected]"], holds: "5.3.61"),
        Scenario(
            "an unknown role is not changed", "POST roles.update", body: #"{"roleId":"none","name":"x"}"#, status: 400,
            contains: ["This role does not exist [error-invalid-roleId]"], holds: "5.3.59"),
        Scenario(
            "the properties come before who may change a role", "POST roles.update", as: .plain, body: "{}",
            status: 400, contains: ["must have required property 'roleId' [error-invalid-role-properties]"],
            holds: "5.3.57"),
        Scenario(
            "a name is needed to change a role", "POST roles.update", body: #"{"roleId":"user"}"#, status: 400,
            contains: ["must have required property 'name' [error-invalid-role-properties]"], holds: "5.3.57"),
        Scenario(
            "other members are no part of a change", "POST roles.update",
            body: #"{"roleId":"user","name":"user","x":1}"#, status: 400,
            contains: ["must NOT have additional properties [error-invalid-role-properties]"], holds: "5.3.5"),
        Scenario(
            "who may change one comes before an unknown role", "POST roles.update", as: .manager,
            body: #"{"roleId":"none","name":"x"}"#, status: 400,
            contains: [#""Accessing permissions is not allowed [error-action-not-allowed]""#], holds: "5.3.58"),
        Scenario(
            "an unknown role comes before a name that is taken", "POST roles.update",
            body: #"{"roleId":"none","name":"admin"}"#, status: 400,
            contains: [#""This role does not exist [error-invalid-roleId]""#], holds: "5.3.59"),
        Scenario(
            "protection comes before a name that is taken", "POST roles.update",
            body: #"{"roleId":"user","name":"admin"}"#, status: 400,
            contains: [#""Role is protected [error-role-protected]""#], holds: "5.3.60"),
        Scenario(
            "a role of users does not become one of rooms", "POST roles.update",
            body: #"{"roleId":"admin","name":"admin","scope":"Subscriptions"}"#, status: 400,
            contains: [#""Role is protected [error-role-protected]""#], holds: "5.3.61"),
        Scenario(
            "a default role may ask for a second factor", "POST roles.update",
            body: #"{"roleId":"owner","name":"owner","scope":"Subscriptions","mandatory2fa":true}"#, status: 200,
            contains: [
                #"{"role":{"_id":"owner","scope":"Subscriptions","description":"Owner","mandatory2fa":true,"#,
                #""mandatory2fa":true,"name":"owner","protected":true,"_updatedAt":""#,
            ], events: ["role.updated"], holds: "5.3.63"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
