import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `users.deactivateIdle` (D88).
@Suite("Who has not logged in for long is deactivated")
struct DeactivateIdleTests {
    static let rows: [Scenario] = [
        Scenario(
            "nobody is idle at first", "POST users.deactivateIdle", body: #"{"daysIdle":1}"#, status: 200,
            contains: [#"{"count":0,"success":true}"#]),
        Scenario(
            "the days are missed", "POST users.deactivateIdle", body: #"{"role":"user"}"#, status: 400,
            contains: [Refusal.missing("daysIdle")]),
        Scenario(
            "no number is no days", "POST users.deactivateIdle", body: #"{"daysIdle":"many"}"#, status: 400,
            contains: [Refusal.schema("must be number")]),
        Scenario(
            "a list is no days", "POST users.deactivateIdle", body: #"{"daysIdle":[90]}"#, status: 400,
            contains: [Refusal.schema("must be number")]),
        Scenario(
            "no days at all would be everybody", "POST users.deactivateIdle", body: #"{"daysIdle":0}"#, status: 400,
            contains: [Refusal.schema("must be >= 1")]),
        Scenario(
            "so would a time to come", "POST users.deactivateIdle", body: #"{"daysIdle":-90}"#, status: 400,
            contains: [Refusal.schema("must be >= 1")]),
        Scenario(
            "other members are refused", "POST users.deactivateIdle", body: #"{"daysIdle":90,"x":1}"#, status: 400,
            contains: [Refusal.extraMember]),
        Scenario(
            "more days than there were find nobody", "POST users.deactivateIdle", body: #"{"daysIdle":1e300}"#,
            status: 200, contains: [#"{"count":0,"success":true}"#]),
        Scenario(
            "a role that nobody holds finds nobody", "POST users.deactivateIdle",
            body: #"{"daysIdle":1,"role":"none"}"#, status: 200, contains: [#"{"count":0,"success":true}"#]),
        Scenario(
            "who may not is refused", "POST users.deactivateIdle", as: .manager, body: #"{"daysIdle":1}"#, status: 403,
            contains: [Refusal.forbidden]),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(arguments: TestEngine.allCases)
    func `who logged in lately stays, who never did counts from their making, and the caller stays`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            let world = server.world
            let day = 86_400_000
            // Everybody was made long ago; two have logged in, one of them lately.
            try await world.run("UPDATE users SET created_at = created_at - \(100 * day)")
            try await world.run("UPDATE users SET last_login_at = created_at WHERE id = 'id-agent'")
            try await world.run("UPDATE users SET last_login_at = created_at + \(90 * day) WHERE id = 'id-plain'")
            let answer = try await server.send("POST", "users.deactivateIdle", body: #"{"daysIdle":30}"#)
            #expect(answer.text == #"{"count":5,"success":true}"#)
            for who in [Who.agent, .manager, .monitorA, .monitorB, .idleMonitor] {
                #expect(try await server.send("GET", "me", as: who).status == 401, "\(who)")
            }
            #expect(try await server.send("GET", "me", as: .plain).status == 200)
            #expect(try await server.send("GET", "me").status == 200, "the caller is as idle as the others")
            #expect(try await server.eventKinds() == Array(repeating: "user.active-changed", count: 5))
            let again = try await server.send("POST", "users.deactivateIdle", body: #"{"daysIdle":30}"#)
            #expect(again.text == #"{"count":0,"success":true}"#)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a role is deactivated alone, and the last administrator stays`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let world = server.world
            try await world.run("UPDATE users SET created_at = 0")
            try await world.grant("edit-other-user-active-status", to: "livechat-manager")
            let monitors = try await server.send(
                "POST", "users.deactivateIdle", as: .manager, body: #"{"daysIdle":30,"role":"livechat-monitor"}"#)
            #expect(monitors.text == #"{"count":3,"success":true}"#)
            #expect(try await server.send("GET", "me", as: .agent).status == 200)
            // Two hold it; one of them must be left.
            let admins = try await server.send(
                "POST", "users.deactivateIdle", as: .manager, body: #"{"daysIdle":30,"role":"admin"}"#)
            #expect(admins.text == #"{"count":1,"success":true}"#)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of many none is left, though one transaction takes only some`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let count = Limits.deactivationBatch + 5
            let numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))"
            try await server.world.run(
                """
                INSERT INTO users (id, username, username_folded, name, name_folded, type, active, created_at, updated_at)
                \(numbers) SELECT 'u' || i, 'u' || i, 'u' || i, 'u', 'u', 'user', 1, 0, 0 FROM n
                """)
            try await server.world.run(
                "INSERT INTO user_roles (user_id, role_id, position) \(numbers) SELECT 'u' || i, 'owner', 0 FROM n")
            let answer = try await server.send("POST", "users.deactivateIdle", body: #"{"daysIdle":30,"role":"owner"}"#)
            #expect(answer.text == #"{"count":\#(count),"success":true}"#)
        }
    }
}
