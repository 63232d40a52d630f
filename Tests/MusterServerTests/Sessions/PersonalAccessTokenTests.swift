import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.7, D21.
@Suite("Personal access tokens are made, used, replaced and removed", .holds("1.7"))
struct PersonalAccessTokenTests {
    @Test(.holds("1.7.9", "1.7.15", "1.7.26", "1.7.27", "1.7.31"), arguments: TestEngine.allCases)
    func `a token opens the door until it is replaced or removed`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            func token(_ route: String, _ body: String) async throws -> String {
                let answer = try await server.send("POST", route, as: .plain, body: body)
                return try #require(answer.json?.object?["token"]?.string, "\(answer.text)")
            }
            func status(_ token: String) async throws -> Int {
                let headers = [("X-User-Id", Who.plain.id), ("X-Auth-Token", token)]
                return try await server.send("GET", "me", as: .nobody, headers: headers).status
            }
            let generate = "users.generatePersonalAccessToken"
            let first = try await token(generate, #"{"tokenName":"script","bypassTwoFactor":true}"#)
            #expect(first.count == 43)
            #expect(try await status(first) == 200)
            let taken = try await server.send("POST", generate, as: .plain, body: #"{"tokenName":"script"}"#)
            #expect(taken.text.contains("A token with this name already exists [error-token-already-exists]"))
            let list = try await server.send("GET", "users.getPersonalAccessTokens", as: .plain)
            #expect(list.text.contains(#""lastTokenPart":"\#(first.suffix(6))","bypassTwoFactor":true}"#))
            #expect(!list.text.contains(first))
            let second = try await token("users.regeneratePersonalAccessToken", #"{"tokenName":"script"}"#)
            #expect(try await status(first) == 401)
            #expect(try await status(second) == 200)
            let other = try await server.send(
                "POST", "users.removePersonalAccessToken", body: #"{"tokenName":"script"}"#)
            #expect(other.status == 400, "nobody else's token has that name")
            let gone = try await server.send(
                "POST", "users.removePersonalAccessToken", as: .plain, body: #"{"tokenName":"script"}"#)
            #expect(gone.text == #"{"success":true}"#)
            #expect(try await status(second) == 401)
            #expect(try await server.eventKinds() == ["token.created", "token.replaced", "token.removed"])
            let events = try await server.world.events()
            #expect(!"\(events)".contains(first))
        }
    }
}
