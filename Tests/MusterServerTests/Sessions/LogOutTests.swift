import Facts
import Foundation
import MusterModel
import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// `logout`: contract 1.4.
@Suite("logout")
struct LogOutTests {
    @Test(arguments: TestEngine.allCases, ["GET", "POST"])
    func `logout ends exactly the presented token`(_ engine: TestEngine, _ method: String) async throws {
        try await TestServer.run(engine) { server in
            let token = try #require(try await server.logIn(.plain))
            let answer = try await server.send(method, "logout", as: .plain)
            #expect(answer.status == 200)
            #expect(answer.text == #"{"status":"success","data":{"message":"You've been logged out!"}}"#)
            #expect(answer.header("x-deprecation-type") == nil)
            #expect(try await server.send("GET", "me", as: .plain).text == Refusal.notLoggedIn)
            #expect(try await server.send(method, "logout", as: .plain).text == Refusal.notLoggedIn)
            let resumed = try await server.send(
                "POST", "login", as: .nobody, body: #"{"resume":"\#(Who.plain.token)"}"#)
            #expect(resumed.text == LogInTests.refused)
            #expect(try await server.me(Who.plain.id, token).status == 200)
            #expect(try await server.send("GET", "me").status == 200)
        }
    }

    @Test(.holds("1.7.33"), arguments: TestEngine.allCases)
    func `logout removes a personal access token too`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let world = server.world
            try await world.run("UPDATE login_tokens SET type = 'personal', name = 's' WHERE user_id = 'id-plain'")
            #expect(try await server.send("GET", "me", as: .plain).status == 200)
            #expect(try await server.send("POST", "logout", as: .plain).status == 200)
            #expect(try await server.send("GET", "me", as: .plain).status == 401)
        }
    }
}
