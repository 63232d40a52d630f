import MusterModel
@testable import MusterServer
import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// `POST /api/muster/v1/password-reset` (D87, D21).
@Suite("A mailed token opens an account once, to a new password")
struct ResetPasswordTests {
    private static let route = "/api/muster/v1/password-reset"
    private static let dead = Refusal.typed("The token is not valid any more", "error-invalid-token")

    private static func body(_ token: String, _ password: String = "quite another") -> String {
        #"{"token":"\#(token)","password":"\#(password)"}"#
    }

    private static func status(_ server: TestServer, logIn password: String) async throws -> Int {
        try await server.send("POST", "login", as: .nobody, body: #"{"user":"plain","password":"\#(password)"}"#).status
    }

    static let refusals: [(String?, String)] = [
        (nil, Refusal.missing("token")), (#"{"token":"x"}"#, Refusal.missing("password")),
        (#"{"token":"x","password":"p","userId":"id-admin"}"#, Refusal.extraMember),
        (#"{"token":"","password":"p"}"#, Refusal.schema("must NOT have fewer than 1 characters")),
        (#"{"token":"x","password":""}"#, Refusal.schema("must NOT have fewer than 1 characters")),
        (#"{"token":{},"password":"p"}"#, Refusal.schema("must be string")),
        (#"{"token":"x","password":["p"]}"#, Refusal.schema("must be string")),
        (body("x"), dead), (body(Who.plain.token), dead), (body(Digest.ofToken("mailed")), dead),
    ]

    @Test(arguments: TestEngine.allCases)
    func `what is no token of a mail opens nothing`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.world.store.requestPasswordReset(email: "plain@example.com", token: "mailed")
            for (body, answer) in Self.refusals {
                try await server.expect(Exchange("POST \(Self.route)", as: .nobody, body, gives: answer))
            }
            #expect(try await Self.status(server, logIn: Who.plain.password) == 200)
            #expect(try await server.eventKinds() == ["user.password-reset-requested"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a new password ends every session, proves the address, and the token is used up`(
        _ engine: TestEngine
    ) async throws {
        let post = try Postbox()
        try await TestServer.run(on: World(engine), sendmail: post.program) { server in
            try await server.world.run("UPDATE user_emails SET verified = 0 WHERE user_id = 'id-plain'")
            _ = try await server.fetch(
                "POST", "users.generatePersonalAccessToken", as: .plain, body: #"{"tokenName":"t"}"#)
            _ = try await server.fetch(
                "POST", "users.forgotPassword", as: .nobody, body: #"{"email":"plain@example.com"}"#)
            let token = try #require(try await post.items(1).first?.token)
            #expect(try await server.send("GET", "me", as: .plain).status == 200, "a mail alone changes nothing")
            try await server.expect(
                Exchange("POST \(Self.route)", as: .nobody, Self.body(token), status: 200, gives: #"{"success":true}"#))
            #expect(try await server.send("GET", "me", as: .plain).status == 401)
            #expect(try await Self.status(server, logIn: Who.plain.password) == 401)
            #expect(try await Self.status(server, logIn: "quite another") == 200)
            #expect(try await server.world.number("SELECT count(*) FROM login_tokens WHERE type = 'personal'") == 0)
            #expect(
                try await server.world.number("SELECT verified FROM user_emails WHERE user_id = 'id-plain'") == 1)
            try await server.expect(
                Exchange("POST \(Self.route)", as: .nobody, Self.body(token, "a third"), gives: Self.dead))
            #expect(try await Self.status(server, logIn: "quite another") == 200)
            let events = try await server.eventKinds().filter { $0.hasPrefix("user.") }
            #expect(events == ["user.password-reset-requested", "user.password-changed", "user.updated"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the policy holds, and a password it refuses leaves the token`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.set("Accounts_Password_Policy_Enabled", true)
            _ = try await server.world.store.requestPasswordReset(email: "plain@example.com", token: "mailed")
            let refused = try await server.send("POST", Self.route, as: .nobody, body: Self.body("mailed", "short"))
            #expect(refused.json?.found("errorType") == "error-password-policy-not-met")
            let long = String(repeating: "x", count: Limits.passwordBytes + 1)
            #expect(
                try await server.send("POST", Self.route, as: .nobody, body: Self.body("mailed", long)).status == 400)
            let unknown = try await server.send("POST", Self.route, as: .nobody, body: Self.body("x", "short"))
            #expect(unknown.text == Self.dead, "without a token nobody learns the policy")
            let taken = try await server.send(
                "POST", Self.route, as: .nobody, body: Self.body("mailed", "Long-enough-7"))
            #expect(taken.status == 200, "\(taken.text)")
        }
    }

    /// What happens between the mail and its token, as statements.
    static let endings: [(fact: String, sql: String)] = [
        ("an hour passes", "UPDATE password_resets SET created_at = created_at - \(Limits.resetSeconds * 1000)"),
        ("the clock is set back", "UPDATE password_resets SET created_at = created_at + 60000"),
        ("the user is deactivated", "UPDATE users SET active = 0 WHERE id = 'id-plain'"),
        ("the address changes", "UPDATE user_emails SET address = 'new@example.com' WHERE user_id = 'id-plain'"),
        ("the user is deleted", "DELETE FROM users WHERE id = 'id-plain'"),
        (
            "resets are switched off",
            "INSERT INTO settings (id, value, updated_at) VALUES ('Accounts_PasswordReset', 'false', 0)"
        ),
    ]

    @Test(arguments: TestEngine.allCases)
    func `a token ends with its time, its address and its user`(_ engine: TestEngine) async throws {
        for ending in Self.endings {
            try await TestServer.run(engine) { server in
                _ = try await server.world.store.requestPasswordReset(email: "plain@example.com", token: "mailed")
                try await server.world.run(ending.sql)
                let answer = try await server.send("POST", Self.route, as: .nobody, body: Self.body("mailed"))
                #expect(answer.text == Self.dead, "\(ending.fact): \(answer.text)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a later mail, another new password and a logout everywhere end it too`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let ask = { (token: String) in
            try await world.run("UPDATE password_resets SET created_at = created_at - 600000")
            _ = try await world.store.requestPasswordReset(email: "plain@example.com", token: token)
        }
        try await ask("first")
        try await ask("second")
        #expect(try await world.store.allowsPasswordReset("first") == false)
        #expect(try await world.store.allowsPasswordReset("second"))
        try await world.store.setPassword("hash", ofUser: "plain", by: world.admin)
        #expect(try await world.store.allowsPasswordReset("second") == false)
        try await ask("third")
        try await world.store.logOutUser(Who.plain.id, by: world.admin)
        #expect(try await world.store.allowsPasswordReset("third") == false)
        try await ask("fourth")
        try await world.run("UPDATE password_resets SET created_at = 0")
        _ = try await world.store.removeExpiredTokens()
        #expect(try await world.number("SELECT count(*) FROM password_resets") == 0)
    }

    @Test(arguments: TestEngine.allCases)
    func `two who use one token at once do not both succeed`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        _ = try await world.store.requestPasswordReset(email: "plain@example.com", token: "mailed")
        let results = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask {
                    do {
                        try await world.store.resetPassword(by: "mailed", to: "hash \(number)", requestID: "r")
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count { $0 } == 1)
    }

    @Test(arguments: TestEngine.allCases)
    func `guesses are counted like calls of the API`(_ engine: TestEngine) async throws {
        try await TestServer.run(on: World(engine), countingCalls: true) { server in
            for _ in 0..<10 {
                #expect(try await server.send("POST", Self.route, as: .nobody, body: Self.body("x")).status == 400)
            }
            let refused = try await server.send("POST", Self.route, as: .nobody, body: Self.body("x"))
            #expect(refused.status == 429 && refused.header("retry-after") != nil)
        }
    }
}
