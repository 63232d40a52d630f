import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.3, 7.2, D16: making, changing and deleting roles.
@Suite("Roles are made, changed and deleted in the contract's order of checks", .holds("5.3"))
struct RoleChangeTests {
    private static let invalid = Refusal.typed("The role properties are invalid.", "error-invalid-role-properties")

    static let creating: [Scenario] = [
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

    static let changing: [Scenario] = [
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

    static let deleting: [Scenario] = [
        Scenario(
            "who may not delete is refused before the body", "POST roles.delete", as: .plain, body: "{", status: 403,
            contains: [Refusal.forbidden], holds: "5.1.33"),
        Scenario(
            "other members are no part of deleting", "POST roles.delete", body: #"{"roleId":"none","x":1}"#,
            status: 400, contains: [invalid], holds: "5.3.6"),
        Scenario(
            "a role's name is not its id", "POST roles.delete", body: #"{"roleId":"Admin"}"#, status: 400,
            contains: [#""This role does not exist [error-invalid-roleId]""#], holds: "5.3.44"),
        Scenario(
            "protection comes before use", "POST roles.delete", body: #"{"roleId":"user"}"#, status: 400,
            contains: [#""Cannot delete a protected role [error-role-protected]""#], holds: "5.3.45"),
    ]

    @Test(arguments: TestEngine.allCases, creating + changing + deleting)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(.holds("7.2.1", "D16.3"), arguments: TestEngine.allCases)
    func `a fresh workspace has fourteen roles, those of paid modules too`(_ engine: TestEngine) async throws {
        let others = [
            "anonymous", "app", "auditor", "auditor-log", "bot", "guest", "livechat-monitor", "user",
        ].map { ($0, "Users", "") }
        let described = [
            ("admin", "Users", "Admin"), ("leader", "Subscriptions", "Leader"),
            ("livechat-agent", "Users", "Livechat Agent"), ("livechat-manager", "Users", "Livechat Manager"),
            ("moderator", "Subscriptions", "Moderator"), ("owner", "Subscriptions", "Owner"),
        ]
        let wanted = (others + described).sorted { $0.0 < $1.0 }.map { id, scope, description in
            #"{"_id":"\#(id)","scope":"\#(scope)","description":"\#(description)","mandatory2fa":false,"#
                + #""name":"\#(id)","protected":true}"#
        }
        try await TestServer.run(engine) { server in
            let answer = try await server.send("GET", "roles.list", as: .plain)
            #expect(answer.text == #"{"roles":["# + wanted.joined(separator: ",") + #"],"success":true}"#)
        }
    }

    @Test(.holds("5.3.46"), arguments: TestEngine.allCases)
    func `a role that an inactive user holds is in use`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let made = try await server.fetch("POST", "roles.create", body: #"{"name":"a"}"#)
            let id = try #require(made.found("role", "_id")?.string)
            let give = #"{"username":"inactive","roleId":"\#(id)"}"#
            #expect(try await server.send("POST", "roles.addUserToRole", body: give).status == 200)
            let refused = try await server.send("POST", "roles.delete", body: #"{"roleId":"\#(id)"}"#)
            #expect(refused.text.contains("Cannot delete role because it's in use [error-role-in-use]"))
            #expect(try await server.eventKinds() == ["role.created", "user.roles-changed"])
        }
    }
}
