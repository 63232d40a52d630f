import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `users.logoutOtherClients`, `users.removeOtherTokens`: contract 5.2.
@Suite("Log out elsewhere")
struct LogOutOtherClientsTests {
    @Test(.holds("5.1.27", "5.1.28"), arguments: TestEngine.allCases)
    func `others' sessions end, one's own goes on`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = #"{"user":"plain","password":"\#(Who.plain.password)"}"#
            func session() async throws -> [(String, String)] {
                let answer = try await server.send("POST", "login", as: .nobody, body: body)
                let token = try #require(answer.json?.object?["data"]?.object?["authToken"]?.string)
                return [("X-User-Id", Who.plain.id), ("X-Auth-Token", token)]
            }
            func isAlive(_ headers: [(String, String)]) async throws -> Bool {
                try await server.send("GET", "me", as: .nobody, headers: headers).status == 200
            }
            let other = try await session()
            let personal = try await server.send(
                "POST", "users.generatePersonalAccessToken", as: .plain, body: #"{"tokenName":"x"}"#)
            let script = [("X-User-Id", Who.plain.id), ("X-Auth-Token", personal.json?.object?["token"]?.string ?? "")]
            let kept = try await server.send("POST", "users.logoutOtherClients", as: .plain)
            #expect(kept.json?.object?["token"]?.string == Who.plain.token, "the one that goes on")
            #expect(kept.json?.object?["tokenExpires"]?.string?.hasSuffix("Z") == true)
            let events = try await server.world.events().filter { $0.kind == "user.logged-out" }
            #expect(events == [Event("user.logged-out", "id-plain", before: ["tokens": 3], after: ["tokens": 2])])
            let byScript = try await server.send("POST", "users.logoutOtherClients", as: .nobody, headers: script)
            #expect(byScript.json?.object?["tokenExpires"] == "", "a personal token does not end by itself")
            try await server.world.run(
                "INSERT INTO login_tokens (hashed_token, user_id, type, created_at) VALUES ($1, $2, 'login', 0)",
                Digest.ofToken(Who.plain.token), Who.plain.id)
            let first = try await [isAlive(other), isAlive(script), isAlive(server.headersOf(.plain))]
            #expect(first == [false, true, true])
            #expect(try await server.send("POST", "users.removeOtherTokens", as: .plain).text == #"{"success":true}"#)
            let second = try await [isAlive(script), isAlive(server.headersOf(.plain))]
            #expect(second == [false, true])
            #expect(try await server.send("POST", "users.logout", as: .plain).status == 200)
            #expect(try await !isAlive(server.headersOf(.plain)))
        }
    }
}
