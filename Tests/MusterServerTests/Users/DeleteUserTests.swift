import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.2 (delete), D5, D28, defects 1 and 2.
@Suite("users.delete", .holds("5.1", "5.2"))
struct DeleteUserTests {
    private static let missing = Refusal.typed(
        #"The required "userId" or "username" param was not provided"#, "error-user-param-not-provided")
    private static let unknown = Refusal.typed(
        #"The required "userId" or "username" param provided does not match any users"#, "error-invalid-user")
    private static let app = Refusal.typed(
        "Deleting app user is not allowed", "error-cannot-delete-app-user", method: "deleteUser")

    @Test(.holds("5.2.83", "5.2.84"), arguments: TestEngine.allCases)
    func `whom to delete must be said, and must exist`(_ engine: TestEngine) async throws {
        let unnamed = ["{}", "", "[]", #"{"confirmRelinquish":true}"#, #"{"name":"plain"}"#, #"{"id":"id-plain"}"#]
        let strangers = [
            #"{"userId":"nobody"}"#, #"{"username":"nobody"}"#, #"{"user":"nobody"}"#, #"{"userId":"plain"}"#,
            #"{"username":"id-plain"}"#, #"{"userId":"id-plain\u0000"}"#,
            // By id first, then by user name, then by user.
            #"{"userId":"nobody","username":"plain"}"#, #"{"username":"nobody","user":"plain"}"#,
        ]
        try await expectRefused(
            engine,
            unnamed.map { Exchange("POST users.delete", $0, gives: Self.missing) }
                + strangers.map { Exchange("POST users.delete", $0, gives: Self.unknown) })
    }

    @Test(.holds("5.2.85", "5.2.86", "5.2.87"), arguments: TestEngine.allCases)
    func `the last admin, rocket.cat and apps stay`(_ engine: TestEngine) async throws {
        let last = Refusal.plain("Leaving the app without admins is not allowed [error-action-not-allowed]")
        try await TestServer.run(engine) { server in
            try await server.world.run("DELETE FROM user_roles WHERE user_id = 'id-guest' AND role_id = 'admin'")
            try await server.world.run("UPDATE users SET type = 'app' WHERE id = 'id-plain'")
            try await server.expect(Exchange("POST users.delete", #"{"userId":"id-plain"}"#, gives: Self.app))
            for body in [#"{"userId":"id-admin"}"#, #"{"username":"admin","confirmRelinquish":true}"#] {
                let answer = try await server.send("POST", "users.delete", body: body)
                #expect(answer.status == 400)
                #expect(answer.text.hasPrefix(last.dropLast()), "\(answer.text)")
                #expect(answer.json?.found("errorType") == "error-action-not-allowed")
                #expect(answer.json?.found("details", "action") == "Remove_last_admin")
            }
            let bot = try await server.send("POST", "users.delete", body: #"{"username":"rocket.cat"}"#)
            #expect(bot.status == 400)
            #expect(
                bot.json?.found("error")
                    == "Deleting the rocket.cat user is not allowed [error-action-not-allowed]")
            #expect(bot.json?.found("errorType") == "error-action-not-allowed")
            #expect(try await server.eventKinds() == [])
            #expect(try await server.world.number("SELECT count(*) FROM users") == 10)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an admin may go while there is another`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let answer = try await server.send("POST", "users.delete", body: #"{"userId":"id-guest"}"#)
            #expect(answer.text == #"{"success":true}"#)
            let last = try await server.send("POST", "users.delete", body: #"{"userId":"id-admin"}"#)
            #expect(last.status == 400)
        }
    }

    @Test(
        .holds("5.1.13", "5.2.82", "5.2.89"),
        arguments: TestEngine.allCases,
        [
            #"{"userId":"id-plain"}"#, #"{"username":"plain"}"#, #"{"user":"plain"}"#,
            #"{"userId":"id-plain","username":"agent","user":"manager"}"#, #"{"username":"plain","user":"manager"}"#,
            #"{"userId":"","username":"plain"}"#, #"{"userId":"id-plain","confirmRelinquish":true}"#,
        ])
    func `the user is gone, and nobody else`(_ engine: TestEngine, _ body: String) async throws {
        try await TestServer.run(engine) { server in
            try await server.expect(Exchange("POST users.delete", body, status: 200, gives: #"{"success":true}"#))
            try await server.expect(
                Exchange("GET users.info?userId=id-plain", gives: Refusal.plain("User not found.")))
            #expect(try await server.world.number("SELECT count(*) FROM users") == 9)
            #expect(try await server.send("GET", "me", as: .plain).status == 401)
            #expect(try await server.logIn(.plain) == nil)
            let events = try await server.world.events()
            #expect(events.map(\.kind) == ["user.deleted"] && events.first?.subjectID == "id-plain")
            try await server.expect(Exchange("POST users.delete", #"{"userId":"id-plain"}"#, gives: Self.unknown))
        }
    }

    @Test(.holds("5.2.90", "8.0.4", "D28.4"), .keepsAway("RC#25444"), arguments: TestEngine.allCases)
    func `monitor rows and department links go, and the counts with them`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run("UPDATE departments SET agents_changed = 1 WHERE id = 'dep-1'")
            #expect(try await server.members(ofUnit: "unit-a").monitors == ["monitorA"])
            for id in ["id-monitorA", "id-agent"] {
                _ = try await server.fetch("POST", "users.delete", body: #"{"userId":"\#(id)"}"#)
            }
            #expect(try await server.members(ofUnit: "unit-a").monitors == [])
            let department = try await server.fetch("GET", "livechat/department/dep-1")
            #expect(department.found("agents") == [])
            #expect(department.found("department", "numAgents") == 0)
            for table in ["user_roles", "user_emails", "login_tokens", "unit_monitors", "department_agents"] {
                let rows = "SELECT count(*) FROM \(table) WHERE user_id IN ('id-monitorA', 'id-agent')"
                #expect(try await server.world.number(rows) == 0, "\(table)")
            }
        }
    }

    @Test(.holds("5.2.91"), arguments: TestEngine.allCases)
    func `name and address are free again`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("POST", "users.delete", body: #"{"username":"plain"}"#)
            let body = CreateUserRefusalTests.body(["username": "Plain", "email": "plain@example.com"])
            let user = try await server.fetch("POST", "users.create", body: body).found("user")
            #expect(user?.found("_id") != "id-plain")
        }
    }
}
