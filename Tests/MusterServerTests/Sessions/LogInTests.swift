import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.3, D15, D32.
@Suite("Logging in", .holds("1.3", "1.4", "1.5"))
struct LogInTests {
    private static let digest = Digest.hex(Who.admin.password)
    static let refused = #"{"success":false,"status":"error","error":"Unauthorized","message":"Unauthorized"}"#

    static let forms = [
        #"{"user":"admin","password":"password of admin"}"#, #"{"password":"password of admin","user":"admin"}"#,
        #"{"user":"admin@example.com","password":"password of admin"}"#,
        #"{"user":{"username":"admin"},"password":"password of admin"}"#,
        #"{"user":{"email":"admin@example.com"},"password":"password of admin"}"#,
        #"{"user":{"id":"id-admin"},"password":"password of admin"}"#,
        #"{"username":"admin","password":"password of admin"}"#,
        #"{"email":"admin@example.com","password":"password of admin"}"#,
        #"{"user":"admin","password":{"digest":"\#(digest)","algorithm":"sha-256"}}"#,
        #"{"username":"admin","password":{"algorithm":"sha-256","digest":"\#(digest)"}}"#,
        #"{"user":{"id":"id-admin"},"password":{"digest":"\#(digest)","algorithm":"sha-256"}}"#,
        // Names and addresses fit whatever their case.
        #"{"user":"ADMIN","password":"password of admin"}"#, #"{"username":"Admin","password":"password of admin"}"#,
        #"{"user":{"username":"aDmIn"},"password":"password of admin"}"#,
        #"{"user":"Admin@Example.COM","password":"password of admin"}"#,
        #"{"email":"ADMIN@EXAMPLE.COM","password":"password of admin"}"#,
        #"{"user":{"email":"Admin@example.com"},"password":"password of admin"}"#,
    ]

    static let severalNames = [
        #"{"user":"admin","username":"plain","password":"password of admin"}"#,
        #"{"username":"admin","email":"plain@example.com","password":"password of admin"}"#,
        #"{"email":"plain@example.com","username":"plain","user":"admin","password":"password of admin"}"#,
        #"{"username":"admin","email":null,"password":"password of admin"}"#,
        #"{"user":null,"username":null,"email":"admin@example.com","password":"password of admin"}"#,
        #"{"user":"","username":"admin","password":"password of admin"}"#,
        #"{"user":{"id":"id-admin"},"username":"plain","password":"password of admin"}"#,
    ]

    @Test(.keepsAway("Muster 11.9"), arguments: TestEngine.allCases)
    func `of several names the first counts: user, username, email`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for body in Self.severalNames {
                let answer = try await server.send("POST", "login", as: .nobody, body: body)
                #expect(answer.status == 200, "\(body): \(answer.text)")
                #expect(answer.json?.found("data", "userId") == "id-admin", "\(body)")
            }
        }
    }

    @Test(.keepsAway("Muster 11.8"), arguments: TestEngine.allCases)
    func `a personal access token is answered with itself for as long as it lives`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for who in [Who.plain, .admin] {
                let made = try await server.fetch(
                    "POST", "users.generatePersonalAccessToken", as: who, body: #"{"tokenName":"script"}"#)
                let token = made.found("token")?.string ?? ""
                let resume = #"{"resume":"\#(token)","user":null}"#
                for _ in 1...2 {
                    let answer = try await server.send("POST", "login", as: .nobody, body: resume)
                    #expect(answer.status == 200, "\(answer.text)")
                    #expect(answer.json?.found("data", "authToken") == .string(token))
                    #expect(answer.json?.found("data", "userId") == .string(who.id))
                }
                #expect(try await server.me(who.id, token).status == 200)
                _ = try await server.fetch(
                    "POST", "users.removePersonalAccessToken", as: who, body: #"{"tokenName":"script"}"#)
                let dead = try await server.send("POST", "login", as: .nobody, body: resume)
                #expect(dead.text == Self.refused)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `every form of the contract opens a session of its own`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            var tokens: Set<String> = [Who.admin.token]
            for body in Self.forms {
                let answer = try await server.send("POST", "login", as: .nobody, body: body)
                #expect(answer.status == 200, "\(body): \(answer.text)")
                #expect(answer.json?.object?.keys == ["status", "data"])
                #expect(answer.json?.found("status") == "success")
                #expect(answer.json?.found("data")?.object?.keys == ["userId", "authToken", "me"])
                #expect(answer.json?.found("data", "userId") == "id-admin")
                #expect(answer.json?.found("data", "me", "username") == "admin")
                let token = answer.json?.found("data", "authToken")?.string ?? ""
                #expect(isWhole(token, "[A-Za-z0-9_-]{43}"))
                #expect(tokens.insert(token).inserted, "a new token each time")
                let me = try await server.me(Who.admin.id, token)
                #expect(me.status == 200)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a token that is still good is answered with itself`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let before = try await server.world.number("SELECT count(*) FROM login_tokens")
            for who in [Who.admin, .agent] {
                let body = #"{"resume":"\#(who.token)"}"#
                let answer = try await server.send("POST", "login", as: .nobody, body: body)
                #expect(answer.status == 200, "\(answer.text)")
                #expect(answer.json?.found("data", "authToken") == .string(who.token))
                #expect(answer.json?.found("data", "userId") == .string(who.id))
            }
            #expect(try await server.world.number("SELECT count(*) FROM login_tokens") == before)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the me of a login is what GET me answers`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = #"{"user":"plain","password":"password of plain"}"#
            let answer = try await server.fetch("POST", "login", as: .nobody, body: body)
            var me = try await server.fetch("GET", "me", as: .plain).object
            #expect(me?["success"] == true)
            me?["success"] = nil
            #expect(answer.found("data", "me")?.object?.keys == me?.keys)
            #expect(answer.found("data", "me")?.object == me)
        }
    }

    static let failures = [
        // No credentials, or not all of them.
        "", "{}", "[]", "null", #"{"user":"admin"}"#, #"{"password":"password of admin"}"#, #"{"resume":"dead"}"#,
        #"{"resume":""}"#, #"{"resume":null}"#, #"{"resume":5}"#, #"{"resume":["token-of-admin"]}"#,
        #"{"resume":"token-of-admin","user":"admin"}"#, #"{"resume":"token-of-inactive"}"#,
        #"{"resume":"\#(Digest.ofToken(Who.admin.token))"}"#,
        // Wrong, missing, empty and misshapen passwords.
        #"{"user":"admin","password":"wrong"}"#, #"{"user":"admin","password":""}"#,
        #"{"user":"admin","password":null}"#,
        #"{"user":"admin","password":5}"#, #"{"user":"admin","password":["password of admin"]}"#,
        #"{"user":"admin","password":"Password of admin"}"#, #"{"user":"admin","password":"password of admin "}"#,
        #"{"user":"admin","password":"password of admin\u0000"}"#, #"{"user":"admin","password":"\#(digest)"}"#,
        #"{"user":"admin","password":{}}"#, #"{"user":"admin","password":{"digest":"\#(digest)"}}"#,
        #"{"user":"admin","password":{"digest":"\#(digest)","algorithm":"sha-512"}}"#,
        #"{"user":"admin","password":{"digest":"\#(digest)","algorithm":5}}"#,
        #"{"user":"admin","password":{"digest":"\#(digest.uppercased())","algorithm":"sha-256"}}"#,
        #"{"user":"admin","password":{"digest":"\#(digest.dropLast())","algorithm":"sha-256"}}"#,
        #"{"user":"admin","password":{"digest":5,"algorithm":"sha-256"}}"#,
        #"{"user":"admin","password":{"digest":"password of admin","algorithm":"sha-256"}}"#,
        #"{"user":"admin","password":"\#(String(repeating: "x", count: 5000))"}"#,
        // Unknown and misshapen users.
        #"{"user":"nobody at all","password":"password of admin"}"#, #"{"user":"","password":"password of admin"}"#,
        #"{"user":"nobody@example.com","password":"password of admin"}"#, #"{"user":"@","password":"x"}"#,
        #"{"user":{"id":"x"},"password":"password of admin"}"#, #"{"user":{},"password":"password of admin"}"#,
        #"{"user":{"name":"admin"},"password":"password of admin"}"#, #"{"user":null,"password":"password of admin"}"#,
        #"{"user":{"username":"admin","id":"id-admin"},"password":"password of admin"}"#,
        #"{"user":{"username":{"$ne":""}},"password":"password of admin"}"#,
        #"{"user":{"id":5},"password":"password of admin"}"#, #"{"user":["admin"],"password":"password of admin"}"#,
        #"{"user":5,"password":"password of admin"}"#, #"{"username":{"username":"admin"},"password":"x"}"#,
        #"{"username":"admin@example.com","password":"password of admin"}"#, #"{"user":"id-admin","password":"x"}"#,
        #"{"email":"admin","password":"password of admin"}"#, #"{"user":"%","password":"password of admin"}"#,
        #"{"user":"admin\u0000","password":"password of admin"}"#, #"{"user":"adm_n","password":"password of admin"}"#,
        #"{"user":{"id":"ID-ADMIN"},"password":"password of admin"}"#,
        #"{"user":"\#(String(repeating: "x", count: 5000))","password":"password of admin"}"#,
        // Of several names the first counts; unknown members.
        #"{"user":"plain","username":"admin","password":"password of admin"}"#,
        #"{"username":"plain","email":"admin@example.com","password":"password of admin"}"#,
        #"{"user":5,"username":"admin","password":"password of admin"}"#,
        #"{"user":"admin","password":"password of admin","more":1}"#,
        #"{"USER":"admin","password":"password of admin"}"#,
        // No password set; the bot; an app; deactivated, though the password is right.
        #"{"user":"agent","password":"password of agent"}"#, #"{"user":"rocket.cat","password":"x"}"#,
        #"{"user":"manager","password":"password of plain"}"#, #"{"user":"monitorA","password":"password of plain"}"#,
    ]

    @Test(.holds("8.0.9", "D32.1"), arguments: TestEngine.allCases)
    func `every failure is the same 401, byte for byte`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let world = server.world
            try await world.set("Block_Multiple_Failed_Logins_Enabled", false)
            let copy = "UPDATE users SET password_hash = (SELECT password_hash FROM users WHERE id = 'id-plain')"
            try await world.run(copy + " WHERE id IN ('id-manager', 'id-monitorA')")
            try await world.run("UPDATE users SET type = 'app' WHERE id = 'id-manager'")
            try await world.run("UPDATE users SET active = 0 WHERE id = 'id-monitorA'")
            let tokens = try await world.number("SELECT count(*) FROM login_tokens")
            for body in Self.failures {
                let answer = try await server.send("POST", "login", as: .nobody, body: body)
                #expect(answer.status == 401, "\(body.prefix(200))")
                #expect(answer.text == Self.refused, "\(body.prefix(200))")
                #expect(answer.header("Retry-After") == nil)
            }
            #expect(try await world.number("SELECT count(*) FROM login_tokens") == tokens)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who is logged in already may log in again, as somebody else too`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = #"{"user":"plain","password":"password of plain"}"#
            for who in [Who.admin, .plain, .stranger, .inactive] {
                let answer = try await server.send("POST", "login", as: who, body: body)
                #expect(answer.json?.found("data", "userId") == "id-plain", "\(who): \(answer.text)")
            }
        }
    }
}

extension TestServer {
    /// Asks who somebody is that shows this id and token.
    func me(_ id: String, _ token: String) async throws -> HTTPAnswer {
        try await send("GET", "me", as: .nobody, headers: [("X-User-Id", id), ("X-Auth-Token", token)])
    }

    /// Logs somebody in who has a password in the test world; nil when they are refused.
    func logIn(_ who: Who) async throws -> String? {
        let body = #"{"user":"\#(who.username)","password":"\#(who.password)"}"#
        return try await send("POST", "login", as: .nobody, body: body).json?.found("data", "authToken")?.string
    }
}
