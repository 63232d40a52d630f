import MusterModel
import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// `users.createToken` (D85).
@Suite("A login token without a login is for oneself, or for who was granted that")
struct CreateTokenTests {
    private static let unknown = #"param provided does not match any users [error-invalid-user]"#
    private static let unnamed = #"param was not provided [error-user-param-not-provided]"#
    private static let refused = Refusal.typed("Not authorized", "error-not-authorized", method: "createToken")

    static let rows: [Scenario] = [
        Scenario(
            "for oneself by id", "POST users.createToken", as: .plain, body: #"{"userId":"id-plain"}"#, status: 200,
            contains: [#"{"data":{"userId":"id-plain","authToken":""#, #"},"success":true}"#],
            events: ["token.created"]),
        Scenario(
            "for oneself by user name", "POST users.createToken", as: .plain, body: #"{"username":"plain"}"#,
            status: 200, contains: [#""userId":"id-plain""#], events: ["token.created"]),
        Scenario(
            "for oneself by the older name of the member", "POST users.createToken", as: .plain,
            body: #"{"user":"plain"}"#, status: 200, contains: [#""userId":"id-plain""#], events: ["token.created"]),
        Scenario(
            "a secret is accepted and opens nothing", "POST users.createToken", as: .plain,
            body: #"{"userId":"id-agent","secret":"x"}"#, status: 400, contains: [refused]),
        Scenario(
            "an admin makes none for others, for nobody holds that by default", "POST users.createToken",
            body: #"{"userId":"id-plain"}"#, status: 400, contains: [refused]),
        Scenario(
            "nor does anybody else", "POST users.createToken", as: .manager, body: #"{"username":"agent"}"#,
            status: 400, contains: [refused]),
        Scenario(
            "nobody is named", "POST users.createToken", as: .plain, body: "{}", status: 400, contains: [unnamed]),
        Scenario(
            "nobody has that id", "POST users.createToken", as: .plain, body: #"{"userId":"none"}"#, status: 400,
            contains: [unknown]),
        Scenario(
            "a number names nobody", "POST users.createToken", as: .plain, body: #"{"userId":5}"#, status: 400,
            contains: ["Match error: Expected string, got number"]),
        Scenario(
            "a list names nobody", "POST users.createToken", as: .plain, body: #"{"username":["plain"]}"#, status: 400,
            contains: ["Match error: Expected string, got object"]),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(arguments: TestEngine.allCases)
    func `who was granted it makes tokens for others, but none for who is deactivated`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.grant("user-generate-access-token", to: "livechat-manager")
            let made = try await server.fetch(
                "POST", "users.createToken", as: .manager, body: #"{"userId":"id-agent"}"#)
            let token = try #require(made.found("data", "authToken")?.string)
            let headers = [("X-User-Id", "id-agent"), ("X-Auth-Token", token)]
            #expect(try await server.send("GET", "me", as: .nobody, headers: headers).status == 200)
            try await server.expect(
                Exchange(
                    "POST users.createToken", as: .manager, #"{"userId":"id-inactive"}"#,
                    gives: Refusal.typed(
                        "User is not activated", "error-user-is-not-activated", method: "createToken")))
            #expect(try await server.eventKinds() == ["token.created"])
            let events = try await server.world.events()
            #expect(!"\(events)".contains(token))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `such tokens count as login tokens, and the oldest goes`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            // The token that asks must not be the oldest.
            try await server.world.run(
                "UPDATE login_tokens SET created_at = 9000000000000 WHERE hashed_token = $1",
                Digest.ofToken(Who.manager.token))
            for _ in 0..<Limits.loginTokens + 2 {
                _ = try await server.fetch(
                    "POST", "users.createToken", as: .manager, body: #"{"userId":"id-manager"}"#)
            }
            let held = try await server.world.number(
                "SELECT count(*) FROM login_tokens WHERE user_id = 'id-manager' AND type = 'login'")
            #expect(held == Limits.loginTokens)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a session that ended while it asked makes none`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let known = world.caller(.plain)
        try await world.store.logOutUser(known.id, by: world.admin)
        await #expect(throws: Failure.notLoggedIn) {
            _ = try await world.store.createToken("new", for: .id(known.id), limit: 50, by: known)
        }
        #expect(try await world.number("SELECT count(*) FROM login_tokens WHERE user_id = 'id-plain'") == 0)
    }
}
