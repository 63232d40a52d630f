import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 4.5: becoming an agent.
@Suite("An agent comes with all that makes one", .holds("4.5"))
struct CreateAgentTests {
    /// A way to make or unmake an agent.
    struct Way: Sendable, CustomTestStringConvertible {
        let request: String
        let body: String?
        var testDescription: String { request }
    }

    static let making = [
        Way(request: "POST livechat/users/agent", body: #"{"username":"plain"}"#),
        Way(request: "POST roles.addUserToRole", body: #"{"username":"plain","roleId":"livechat-agent"}"#),
        Way(request: "POST users.update", body: #"{"userId":"id-plain","data":{"roles":["user","livechat-agent"]}}"#),
    ]

    @Test(.holds("4.5.67", "4.5.68"), arguments: TestEngine.allCases, making)
    func `a new agent, made in any way, takes chats at once, offline or not`(
        _ engine: TestEngine, _ way: Way
    ) async throws {
        try await TestServer.run(engine) { server in
            let parts = way.request.split(separator: " ").map(String.init)
            _ = try await server.fetch(parts[0], parts[1], body: way.body)
            let user = try await server.fetch("GET", "livechat/users/agent/id-plain").found("user")
            #expect(user?.found("statusLivechat") == "available" && user?.found("status") == "offline")
            let agents = "SELECT count(*) FROM users WHERE id = $1 AND operator = 1"
            #expect(try await server.world.number(agents, "id-plain") == 1)
        }
    }

    @Test(.holds("4.5.69"), arguments: TestEngine.allCases)
    func `an agent who is made one again is available again`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let off = try await server.fetch("POST", "livechat/agent.status", as: .agent)
            #expect(off.found("status") == "not-available")
            _ = try await server.fetch("POST", "livechat/users/agent", body: #"{"username":"agent"}"#)
            let user = try await server.fetch("GET", "livechat/users/agent/id-agent").found("user")
            #expect(user?.found("statusLivechat") == "available")
        }
    }
}
