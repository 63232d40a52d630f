import Facts
import Foundation
import MusterModel
import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.2 to 1.4, D2, D15, D21, D23.
@Suite("A token opens one user's sessions, from the next request on and no longer than it should", .holds("1.2"))
struct TokenHeaderTests {
    @Test(.holds("2.0.2"), arguments: TestEngine.allCases)
    func `both headers are needed, and they must fit together`(_ engine: TestEngine) async throws {
        let id = ("X-User-Id", Who.plain.id)
        let token = ("X-Auth-Token", Who.plain.token)
        try await TestServer.run(engine) { server in
            for headers in [
                [], [id], [token], [id, ("X-Auth-Token", "")], [("X-User-Id", ""), token],
                [("X-User-Id", Who.admin.id), token], [("X-User-Id", Who.plain.username), token],
                [("X-User-Id", "nobody"), token], [id, ("X-Auth-Token", Who.admin.token)],
                [id, ("X-Auth-Token", Digest.ofToken(Who.plain.token))], [id, ("X-Auth-Token", "token-of-plain2")],
                [id, ("X-Auth-Token", "TOKEN-OF-PLAIN")], [id, ("X-Auth-Token", "token-of-plai")],
                [id, ("Authorization", "Bearer token-of-plain")], [id, ("X-Auth-Token", "é\u{1F600}")],
                [id, ("X-Auth-Token", String(repeating: "x", count: 10_000))], [("X-User-Id", "%"), token],
            ] {
                let answer = try await server.send("GET", "me", as: .nobody, headers: headers)
                #expect(answer.status == 401, "\(headers)")
                #expect(answer.text == Refusal.notLoggedIn, "\(headers)")
            }
            let lower = [("x-user-id", Who.plain.id), ("x-auth-token", Who.plain.token)]
            #expect(try await server.send("GET", "me", as: .nobody, headers: lower).status == 200)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `tokens are stored as digests only`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let world = server.world
            let token = try #require(try await server.logIn(.plain))
            let count = "SELECT count(*) FROM login_tokens WHERE hashed_token = $1"
            #expect(try await world.number(count, token) == 0)
            #expect(try await world.number(count, Digest.ofToken(token)) == 1)
            guard engine == .sqlite else { return }
            var found = 0
            for suffix in ["", "-wal"] {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: world.path + suffix))
                #expect(bytes.range(of: Data(token.utf8)) == nil, "the token is in the file\(suffix)")
                if bytes.range(of: Data(Digest.ofToken(token).utf8)) != nil { found += 1 }
            }
            #expect(found > 0, "the digest is in one of the files")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a user holds fifty tokens at most, the oldest goes`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let world = server.world
            for number in 1...49 {
                _ = try await world.store.addToken("t\(number)", toUser: "plain", by: world.admin)
                try await world.run("UPDATE login_tokens SET created_at = created_at - 10 WHERE user_id = 'id-plain'")
            }
            let count = "SELECT count(*) FROM login_tokens WHERE user_id = 'id-plain'"
            #expect(try await world.number(count) == 50)
            #expect(try await server.send("GET", "me", as: .plain).status == 200)
            let token = try #require(try await server.logIn(.plain))
            #expect(try await world.number(count) == 50)
            #expect(try await server.send("GET", "me", as: .plain).status == 401, "the first one is gone")
            #expect(try await server.me(Who.plain.id, "t1").status == 200)
            #expect(try await server.me(Who.plain.id, token).status == 200)
            #expect(try await server.send("GET", "me").status == 200, "others keep theirs")
        }
    }

    @Test(.holds("D23.5", "D32.2"), arguments: TestEngine.allCases)
    func `who is deactivated is nobody with the next request, and stays so`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            func setActive(_ active: Bool) async throws {
                let body = #"{"userId":"id-plain","activeStatus":\#(active)}"#
                _ = try await server.fetch("POST", "users.setActiveStatus", body: body)
            }
            let token = try #require(try await server.logIn(.plain))
            func expectDead() async throws {
                for token in [token, Who.plain.token] {
                    #expect(try await server.me(Who.plain.id, token).text == Refusal.notLoggedIn)
                    let resumed = try await server.send(
                        "POST", "login", as: .nobody, body: #"{"resume":"\#(token)"}"#)
                    #expect(resumed.text == LogInTests.refused)
                }
            }
            try await setActive(false)
            try await expectDead()
            #expect(try await server.logIn(.plain) == nil)
            try await setActive(true)
            try await expectDead()
            #expect(try await server.logIn(.plain) != nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `deletion and a new password end every token`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let world = server.world
            let hash = try PasswordHash.make(ofDigest: Digest.hex("another"))
            try await world.store.setPassword(hash, ofUser: "plain", by: world.admin)
            #expect(try await server.send("GET", "me", as: .plain).text == Refusal.notLoggedIn)
            #expect(try await server.logIn(.plain) == nil)
            _ = try await server.fetch("POST", "users.delete", body: #"{"userId":"id-agent"}"#)
            #expect(try await server.send("GET", "me", as: .agent).text == Refusal.notLoggedIn)
            #expect(try await world.number("SELECT count(*) FROM login_tokens WHERE user_id = 'id-agent'") == 0)
        }
    }

    @Test(.holds("D23.1", "D23.2"), arguments: TestEngine.allCases)
    func `roles and permissions count from the next request on`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let world = server.world
            func status() async throws -> Int { try await server.send("GET", "livechat/units", as: .plain).status }
            #expect(try await status() == 403)
            try await world.grant("manage-livechat-units", to: "user")
            #expect(try await status() == 200)
            try await world.revoke("manage-livechat-units", from: "user")
            #expect(try await status() == 403)
            let role = "INSERT INTO user_roles (user_id, role_id, position) VALUES ('id-plain', 'livechat-manager', 9)"
            try await world.run(role)
            #expect(try await status() == 200)
            try await world.run("DELETE FROM user_roles WHERE role_id = 'livechat-manager'")
            #expect(try await status() == 403)
        }
    }
}
