import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.3: giving and taking roles, and who holds them.
@Suite("Roles are given, taken and listed in the contract's order of checks", .holds("5.3"))
struct UsersInRoleTests {
    private static let invalid = Refusal.typed("The role properties are invalid.", "error-invalid-role-properties")
    /// Text and id stand the wrong way round, as in the original.
    private static let swapped = #"{"success":false,"error":"error-role-not-found","errorType":"Role not found"}"#

    static let giving: [Scenario] = [
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
            body: #"{"username":"plain","roleId":"none"}"#, status: 400, contains: [swapped], holds: "5.3.19"),
        Scenario(
            "a role of an unknown name is named the wrong way round too", "POST roles.addUserToRole",
            body: #"{"username":"plain","roleName":"none"}"#, status: 400, contains: [swapped], holds: "5.3.18"),
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

    static let taking: [Scenario] = [
        Scenario(
            "who may not take is refused before the body", "POST roles.removeUserFromRole", as: .plain, body: "{",
            status: 403, contains: [Refusal.forbidden], holds: "5.1.32"),
        Scenario(
            "an unknown member comes before everything else", "POST roles.removeUserFromRole",
            body: #"{"username":"none","roleId":"none","x":1}"#, status: 400, contains: [invalid], holds: "5.3.8"),
        Scenario(
            "a user name is needed to take a role", "POST roles.removeUserFromRole", body: #"{"roleId":"user"}"#,
            status: 400, contains: [invalid], holds: "5.3.28"),
        Scenario(
            "an empty id names no role", "POST roles.removeUserFromRole", body: #"{"username":"plain","roleId":""}"#,
            status: 400, contains: [invalid], holds: "5.3.29"),
        Scenario(
            "an unknown user comes before an unknown role to take", "POST roles.removeUserFromRole",
            body: #"{"username":"none","roleId":"none"}"#, status: 400,
            contains: [#""There is no user with this username [error-invalid-user]""#], holds: "5.3.31"),
        Scenario(
            "room and scope are members of taking", "POST roles.removeUserFromRole",
            body: #"{"username":"plain","roleId":"bot","roomId":"GENERAL","scope":"GENERAL"}"#, status: 400,
            contains: [#""User is not in this role [error-user-not-in-role]""#], holds: "5.3.30"),
    ]

    static let listing: [Scenario] = [
        Scenario(
            "only who may change permissions sees holders", "GET roles.getUsersInRole?role=user", as: .manager,
            status: 403, contains: [Refusal.forbidden], holds: "5.1.31"),
        Scenario(
            "an empty name is none", "GET roles.getUsersInRole?role=", status: 400,
            contains: [
                #""Query param \"role\" is required [error-param-not-provided]""#,
                #""errorType":"error-param-not-provided""#,
            ], holds: "5.3.36"),
        Scenario(
            "a holder has six members", "GET roles.getUsersInRole?role=livechat-agent", status: 200,
            contains: [
                #"{"users":[{"_id":"id-agent","name":"Name of agent","username":"agent","emails":["#,
                #""emails":[{"address":"agent@example.com","verified":true}],"createdAt":""#, #""_updatedAt":""#,
                #"}],"total":1,"success":true}"#,
            ], lacks: ["roles", "active"], holds: "5.3.39"),
        Scenario(
            "a page of holders has the total of all", "GET roles.getUsersInRole?role=user&count=1&offset=1",
            status: 200, contains: [#"{"users":[{"_id":"id-agent",""#, #""total":8,"success":true}"#],
            lacks: ["id-admin", "id-idleMonitor"], holds: "5.3.41"),
        Scenario(
            "a page that is none is refused", "GET roles.getUsersInRole?role=user&count=x", status: 400,
            contains: [#""errorType":"error-invalid-params""#], holds: "5.3.41", "D26.4"),
        Scenario(
            "everybody who is logged in reads the roles", "GET roles.list", as: .guest, status: 200,
            contains: [#"{"roles":[{"_id":"admin","#], holds: "5.1.30"),
        Scenario(
            "a role of a sync has seven members", "GET roles.sync?updatedSince=2020-01-01", as: .plain, status: 200,
            contains: [
                #"{"_id":"owner","scope":"Subscriptions","description":"Owner","mandatory2fa":false,"#,
                #""mandatory2fa":false,"name":"owner","protected":true,"_updatedAt":""#,
            ], holds: "5.3.3"),
        Scenario(
            "an empty date is none", "GET roles.sync?updatedSince=", status: 400,
            contains: [#""error":"Match error: Failed Match.Where validation in field updatedSince"}"#], holds: "5.3.10"
        ),
    ]

    @Test(arguments: TestEngine.allCases, giving + taking + listing)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(.holds("5.3.24"), arguments: TestEngine.allCases)
    func `assigning admin is asked before the room`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.grant("access-permissions", to: "user")
            let body = #"{"username":"plain","roleId":"admin","roomId":"GENERAL"}"#
            let refused = try await server.send("POST", "roles.addUserToRole", as: .plain, body: body)
            #expect(refused.text.contains("Assigning admin is not allowed [error-action-not-allowed]"))
            let byAdmin = try await server.send("POST", "roles.addUserToRole", body: body)
            #expect(byAdmin.text.contains("User is not part of given room [error-invalid-user]"))
            #expect(try await server.eventKinds() == [])
        }
    }

    @Test(.holds("5.3.37"), arguments: TestEngine.allCases)
    func `a room is named by who may see others' rooms, which is asked before the role exists`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            let path = "roles.getUsersInRole?role=admin&roomId=GENERAL"
            #expect(try await server.send("GET", path).status == 200)
            try await server.world.revoke("view-other-user-channels", from: "admin")
            for role in ["admin", "none"] {
                try await server.expect(
                    Exchange(
                        "GET roles.getUsersInRole?role=\(role)&roomId=GENERAL",
                        gives: Refusal.typed("Not allowed", "error-not-allowed")))
            }
            let unnamed = try await server.send("GET", "roles.getUsersInRole?roomId=GENERAL")
            #expect(unnamed.text.contains("[error-param-not-provided]"), "the role comes first")
            #expect(try await server.send("GET", "roles.getUsersInRole?role=admin").status == 200)
        }
    }

    @Test(.holds("5.1.40", "5.3.42"), arguments: TestEngine.allCases)
    func `a role of one's own is found by id and by name`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let made = try await server.fetch("POST", "roles.create", body: #"{"name":"night shift"}"#)
            let id = try #require(made.found("role", "_id")?.string)
            let give = #"{"username":"plain","roleName":"night shift"}"#
            #expect(try await server.send("POST", "roles.addUserToRole", body: give).status == 200)
            for role in [id, "night%20shift"] {
                let holders = try await server.fetch("GET", "roles.getUsersInRole?role=\(role)")
                #expect(holders.object?.keys == ["users", "total", "success"])
                #expect(holders.each("users", "_id") == ["id-plain"])
            }
            let user = try await server.fetch("GET", "users.info?username=plain")
            #expect(user.found("user", "roles") == ["user", .string(id)])
        }
    }
}
