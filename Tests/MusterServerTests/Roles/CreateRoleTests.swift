import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `POST roles.create` (contract 5.3).
@Suite("POST roles.create")
struct CreateRoleTests {
    static let rows: [Scenario] = [
        Scenario(
            "a role is made", "POST roles.create", body: #"{"name":"night","description":"Night shift"}"#, status: 200,
            contains: [
                #"{"role":{"_id":""#,
                #""scope":"Users","description":"Night shift","mandatory2fa":false,"name":"night","protected":false"#,
            ], events: ["role.created"], holds: "5.1.42", "5.3.52", "5.3.56"),
        Scenario(
            "a name is needed", "POST roles.create", body: "{}", status: 400,
            contains: ["must have required property 'name' [error-invalid-role-properties]"], holds: "5.3.47"),
        Scenario(
            "other members are refused", "POST roles.create", body: #"{"name":"x","x":1}"#, status: 400,
            contains: ["must NOT have additional properties [error-invalid-role-properties]"], holds: "5.3.4"),
        Scenario(
            "a name is unique", "POST roles.create", body: #"{"name":"admin"}"#, status: 400,
            contains: ["Role name already exists [error-duplicate-role-names-not-allowed]"], holds: "5.3.55"),
        Scenario(
            "only who may change roles makes them", "POST roles.create", as: .plain, body: #"{"name":"x"}"#,
            status: 400, contains: ["Accessing permissions is not allowed [error-action-not-allowed]"], holds: "1.9.11",
            "5.1.34"),
        Scenario(
            "the properties come before who may make a role", "POST roles.create", as: .plain, body: "{}", status: 400,
            contains: ["must have required property 'name' [error-invalid-role-properties]"], holds: "5.3.53"),
        Scenario(
            "who may make one comes before a name that is taken", "POST roles.create", as: .manager,
            body: #"{"name":"admin"}"#, status: 400,
            contains: [#""Accessing permissions is not allowed [error-action-not-allowed]""#], holds: "5.3.54"),
        Scenario(
            "a missing name comes before an unknown member", "POST roles.create", body: #"{"x":1}"#, status: 400,
            contains: ["must have required property 'name' [error-invalid-role-properties]"], holds: "5.3.47"),
        Scenario(
            "an unknown member comes before a wrong one", "POST roles.create", body: #"{"name":[],"x":1}"#, status: 400,
            contains: ["must NOT have additional properties [error-invalid-role-properties]"], holds: "5.3.50"),
        Scenario(
            "a name is a text", "POST roles.create", body: #"{"name":{}}"#, status: 400,
            contains: ["must be string [error-invalid-role-properties]"], holds: "5.3.49"),
        Scenario(
            "a description is a text", "POST roles.create", body: #"{"name":"x","description":[]}"#, status: 400,
            contains: ["must be string [error-invalid-role-properties]"], holds: "5.3.49"),
        Scenario(
            "a scope is one of two", "POST roles.create", body: #"{"name":"x","scope":"users"}"#, status: 400,
            contains: ["must be equal to one of the allowed values [error-invalid-role-properties]"], holds: "5.3.48"),
        Scenario(
            "a second factor is asked for or not", "POST roles.create", body: #"{"name":"x","mandatory2fa":"yes"}"#,
            status: 400, contains: ["must be boolean [error-invalid-role-properties]"], holds: "5.3.48"),
        Scenario(
            "a number is taken as a name", "POST roles.create", body: #"{"name":5}"#, status: 200,
            contains: [#""name":"5","protected":false,"_updatedAt":""#], events: ["role.created"], holds: "5.3.51"),
        Scenario(
            "a role of rooms with a second factor", "POST roles.create",
            body: #"{"name":"x","scope":"Subscriptions","mandatory2fa":true}"#, status: 200,
            contains: [
                #""scope":"Subscriptions","description":"","mandatory2fa":true,"#,
                #""mandatory2fa":true,"name":"x","protected":false,"_updatedAt":""#,
            ], events: ["role.created"], holds: "5.3.56"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
