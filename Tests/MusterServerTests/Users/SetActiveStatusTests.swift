import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.2 (setActiveStatus), 4.5, D5, D23.
@Suite("users.setActiveStatus", .holds("5.1", "5.2"))
struct SetActiveStatusTests {
    private static func body(_ id: String, _ active: Bool) -> String {
        #"{"userId":"\#(id)","activeStatus":\#(active)}"#
    }

    /// Makes a second admin who can log in.
    private static let promotion =
        "INSERT INTO user_roles (user_id, role_id, position) VALUES ('id-plain', 'admin', 8)"

    private static func exchange(_ body: String, as who: Who = .admin, gives answer: String) -> Exchange {
        Exchange("POST users.setActiveStatus", as: who, body, gives: answer)
    }

    private static func set(_ server: TestServer, _ id: String, _ active: Bool) async throws {
        try await server.expect(
            Exchange(
                "POST users.setActiveStatus", body(id, active), status: 200,
                gives: #"{"user":{"_id":"\#(id)","active":\#(active)},"success":true}"#))
    }

    @Test(.holds("1.11.6", "5.1.15"), arguments: TestEngine.allCases)
    func `the schema comes first`(_ engine: TestEngine) async throws {
        try await expectRefused(
            engine,
            [
                Self.exchange("{}", gives: Refusal.missing("userId")),
                Self.exchange(#"{"activeStatus":1,"x":1}"#, gives: Refusal.missing("userId")),
                Self.exchange(#"{"userId":[]}"#, gives: Refusal.missing("activeStatus")),
                Self.exchange(#"{"userId":"x","activeStatus":[],"more":1}"#, gives: Refusal.extraMember),
                Self.exchange(#"{"userId":[],"activeStatus":[]}"#, gives: Refusal.schema("must be string")),
                Self.exchange(#"{"userId":"x","activeStatus":"no"}"#, gives: Refusal.schema("must be boolean")),
                Self.exchange(
                    #"{"userId":"x","activeStatus":true,"confirmRelinquish":{}}"#,
                    gives: Refusal.schema("must be boolean")),
            ])
    }

    @Test(.holds("5.2.92"), arguments: TestEngine.allCases)
    func `moderation alone passes the route and is refused inside, before existence`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            try await server.world.grant("manage-moderation-actions", to: "user")
            for id in ["id-agent", "nobody"] {
                let answer = try await server.send(
                    "POST", "users.setActiveStatus", as: .plain, body: Self.body(id, false))
                #expect(answer.status == 400)
                #expect(answer.json?.found("error") == "Not allowed [error-not-allowed]", "\(answer.text)")
                #expect(answer.json?.found("errorType") == "error-not-allowed")
            }
            #expect(try await server.eventKinds() == [])
            try await server.world.grant("edit-other-user-active-status", to: "user")
            let answer = try await server.send(
                "POST", "users.setActiveStatus", as: .plain, body: Self.body("id-agent", false))
            #expect(answer.status == 200)
        }
    }

    @Test(.holds("5.2.93"), arguments: TestEngine.allCases)
    func `an unknown user is not found`(_ engine: TestEngine) async throws {
        try await expectRefused(
            engine,
            ["nobody", "plain", "", "id-plain "].map {
                Self.exchange(Self.body($0, true), gives: Refusal.plain("User not found"))
            })
    }

    @Test(.holds("5.2.94"), arguments: TestEngine.allCases)
    func `the last active admin stays, though an inactive one is there`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run(Self.promotion)
            try await Self.set(server, "id-plain", false)
            let answer = try await server.send(
                "POST", "users.setActiveStatus", body: Self.body("id-admin", false))
            #expect(answer.status == 400)
            #expect(
                answer.json?.found("error")
                    == "Leaving the app without an active admin is not allowed [error-action-not-allowed]")
            #expect(answer.json?.found("errorType") == "error-action-not-allowed")
            #expect(try await server.send("GET", "me").status == 200)
            try await Self.set(server, "id-plain", true)
            try await Self.set(server, "id-admin", false)
            #expect(try await server.send("GET", "me").status == 401)
        }
    }

    @Test(.holds("1.7.35", "5.1.16", "5.2.96", "5.2.99"), arguments: TestEngine.allCases)
    func `deactivation ends all sessions and tokens, roles stay`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let world = server.world
            #expect(try await server.logIn(.plain) != nil)
            try await world.run(
                """
                INSERT INTO login_tokens (hashed_token, user_id, type, name, created_at)
                VALUES ('h', 'id-plain', 'personal', 'script', 0)
                """)
            try await Self.set(server, "id-plain", false)
            #expect(try await world.number("SELECT count(*) FROM login_tokens WHERE user_id = 'id-plain'") == 0)
            #expect(try await world.number("SELECT count(*) FROM user_roles WHERE user_id = 'id-plain'") == 1)
            #expect(try await server.logIn(.plain) == nil)
            let user = try await server.fetch("GET", "users.info?userId=id-plain").found("user")
            #expect(user?.found("active") == false && user?.found("roles") == ["user"])
            try await Self.set(server, "id-plain", true)
            #expect(try await server.logIn(.plain) != nil)
            #expect(try await server.send("GET", "me", as: .plain).status == 401, "old tokens stay dead")
            #expect(try await server.eventKinds() == ["user.active-changed", "user.active-changed"])
        }
    }

    @Test(.holds("5.2.100"), arguments: TestEngine.allCases)
    func `a monitor is hidden while inactive, and back afterwards`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let before = try await server.send("GET", "livechat/units/unit-a/monitors").text
            try await Self.set(server, "id-monitorA", false)
            #expect(try await server.members(ofUnit: "unit-a").monitors == [])
            #expect(try await server.members(ofUnit: "unit-b").monitors == ["monitorB"])
            try await Self.set(server, "id-monitorA", true)
            #expect(try await server.members(ofUnit: "unit-a").monitors == ["monitorA"])
            #expect(try await server.send("GET", "livechat/units/unit-a/monitors").text == before)
        }
    }

    @Test(.holds("4.5.74", "5.2.97"), arguments: TestEngine.allCases)
    func `an agent becomes not available, which activation does not undo`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (active, status) in [(false, "not-available"), (true, "not-available")] {
                try await Self.set(server, "id-agent", active)
                let user = try await server.fetch("GET", "users.info?userId=id-agent").found("user")
                #expect(user?.found("statusLivechat") == .string(status))
                let department = try await server.fetch("GET", "livechat/department/dep-1")
                #expect(department.each("agents", "agentId") == ["id-agent"], "the departments stay")
            }
            try await Self.set(server, "id-plain", false)
            let plain = try await server.fetch("GET", "users.info?userId=id-plain").found("user")
            #expect(plain?.found("statusLivechat") == nil, "who is no agent has no such status")
        }
    }

    @Test(.holds("1.11.19"), arguments: TestEngine.allCases)
    func `scalars are read as the schema says`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (value, active) in [("\"false\"", false), ("\"true\"", true), ("0", false), ("1", true)] {
                let body = #"{"userId":"id-plain","activeStatus":\#(value),"confirmRelinquish":true}"#
                let user = try await server.fetch("POST", "users.setActiveStatus", body: body).found("user")
                #expect(user?.found("active") == .bool(active), "\(value)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a user who deactivates themselves is out`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run(Self.promotion)
            try await Self.set(server, "id-admin", false)
            try await server.expect(Exchange("GET me", status: 401, gives: Refusal.notLoggedIn))
        }
    }
}
