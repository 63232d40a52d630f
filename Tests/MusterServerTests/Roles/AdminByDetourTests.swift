import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// D69: nobody becomes admin, or takes it from somebody, without `assign-admin-role`.
@Suite("The role admin is given and taken by who may assign it, by no detour")
struct AdminByDetourTests {
    private static let defaultRoles = "settings/Accounts_Registration_Users_Default_Roles"
    private static let assigning = "Assigning admin is not allowed [error-action-not-allowed]"

    /// Everything but `assign-admin-role`.
    private static func hold(_ permissions: [String], _ world: World) async throws {
        for permission in permissions { try await world.grant(permission, to: "livechat-agent") }
    }

    static let values = [
        "admin", "user,admin", "admin,user", " user , admin ", "ad min", "user,livechat-manager,admin", "admin,admin",
    ]

    @Test(.keepsAway("Muster 11.A7"), arguments: TestEngine.allCases)
    func `a setting that hands it out asks for that permission`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await Self.hold(["edit-privileged-setting", "view-privileged-setting", "assign-roles"], server.world)
            for value in Self.values {
                let body: JSON = ["value": .string(value)]
                let answer = try await server.send("POST", Self.defaultRoles, as: .agent, body: body.text())
                #expect(answer.status == 400 && answer.text.contains(Self.assigning), "\(value): \(answer.text)")
            }
            #expect(try await server.eventKinds() == [])
            let user = #"{"username":"new","email":"new@example.com","name":"New","pass":"p"}"#
            #expect(try await server.send("POST", "users.register", as: .nobody, body: user).status == 200)
            let made = try await server.fetch("GET", "users.info?username=new")
            #expect(made.found("user", "roles") == ["user"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `any other role asks for what giving roles asks`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await Self.hold(["edit-privileged-setting"], server.world)
            func save(_ value: String, as who: Who = .agent) async throws -> HTTPAnswer {
                let body: JSON = ["value": .string(value)]
                return try await server.send("POST", Self.defaultRoles, as: who, body: body.text())
            }
            for value in ["livechat-manager", "user,livechat-agent", "bot", "user,app", "auditor,user"] {
                let answer = try await save(value)
                #expect(answer.text.contains("Assign roles is not allowed [error-action-not-allowed]"), "\(value)")
            }
            #expect(try await save("").status == 200, "taking one away hands nothing out")
            #expect(try await save("user").status == 400)
            try await Self.hold(["assign-roles"], server.world)
            #expect(try await save("user,livechat-manager").status == 200)
            #expect(try await save("user,admin", as: .admin).status == 200)
            #expect(try await save("admin").status == 200, "it was handed out before")
            let url = #"{"value":"https://example.com"}"#
            #expect(try await server.send("POST", "settings/Site_Url", as: .agent, body: url).status == 200)
        }
    }

    static let taking: [(route: String, body: String)] = [
        ("roles.removeUserFromRole", #"{"username":"admin","roleId":"admin"}"#),
        ("roles.removeUserFromRole", #"{"username":"admin","roleName":"admin"}"#),
        ("roles.removeUserFromRole", #"{"username":"guest","roleId":"admin"}"#),
        ("roles.removeUserFromRole", #"{"username":"plain","roleId":"admin"}"#),
        ("users.update", #"{"userId":"id-admin","data":{"roles":["user"]}}"#),
        ("users.update", #"{"userId":"id-plain","data":{"roles":["user","livechat-agent"]}}"#),
    ]

    @Test(.keepsAway("Muster 11.A7"), arguments: TestEngine.allCases)
    func `taking it asks for the permission to give it`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run(
                "INSERT INTO user_roles (user_id, role_id, position) VALUES ('id-plain', 'admin', 8)")
            let held = ["access-permissions", "assign-roles", "edit-other-user-info"]
            try await Self.hold(held, server.world)
            for (route, body) in Self.taking {
                let answer = try await server.send("POST", route, as: .agent, body: body)
                #expect(answer.status == 400 && answer.text.contains(Self.assigning), "\(body): \(answer.text)")
            }
            #expect(try await server.eventKinds() == [])
            try await Self.hold(["assign-admin-role"], server.world)
            let (route, body) = Self.taking[3]
            #expect(try await server.send("POST", route, as: .agent, body: body).status == 200)
            let other = #"{"username":"plain","roleId":"user"}"#
            #expect(try await server.send("POST", route, as: .agent, body: other).status == 200)
        }
    }
}
