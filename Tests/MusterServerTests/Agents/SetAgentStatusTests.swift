import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 4.5: `agent.status`.
@Suite("agent.status")
struct SetAgentStatusTests {
    static let status: [Scenario] = [
        Scenario(
            "what is so already is no change", "POST livechat/agent.status", as: .agent,
            body: #"{"status":"available"}"#, status: 200, contains: [#"{"status":"available","success":true}"#],
            holds: "4.5.61"),
        Scenario(
            "other members are refused", "POST livechat/agent.status", as: .agent, body: #"{"x":1}"#, status: 400,
            contains: ["must NOT have additional properties [invalid-params]"], holds: "4.5.51"),
        Scenario(
            "an agent's id is a text", "POST livechat/agent.status", as: .agent, body: #"{"agentId":[]}"#, status: 400,
            contains: ["must be string [invalid-params]"], holds: "4.5.53"),
        Scenario(
            "a user name is not an id", "POST livechat/agent.status", body: #"{"agentId":"agent"}"#, status: 404,
            contains: [#"{"success":false,"error":"Agent not found"}"#], holds: "4.5.58"),
    ]

    @Test(arguments: TestEngine.allCases, status)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(.holds("4.5.55"), arguments: TestEngine.allCases)
    func `without a choice the status changes to and fro`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for wanted in ["not-available", "available", "not-available"] as [JSON] {
                #expect(try await server.fetch("POST", "livechat/agent.status", as: .agent).found("status") == wanted)
                let user = try await server.fetch("GET", "livechat/users/agent/id-agent").found("user")
                #expect(user?.found("statusLivechat") == wanted)
            }
        }
    }

    @Test(.holds("4.5.60"), arguments: TestEngine.allCases)
    func `deactivated is said before that it is somebody else`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("POST", "livechat/users/agent", body: #"{"username":"plain"}"#)
            let off = #"{"userId":"id-plain","activeStatus":false}"#
            _ = try await server.fetch("POST", "users.setActiveStatus", body: off)
            for status in ["", #","status":"available""#, #","status":"not-available""#] {
                try await server.expect(
                    Exchange(
                        "POST livechat/agent.status", as: .agent, #"{"agentId":"id-plain"\#(status)}"#,
                        gives: Refusal.plain("error-user-deactivated")))
            }
        }
    }

    @Test(.holds("4.5.63"), arguments: TestEngine.allCases)
    func `manage-livechat-agents is what somebody else's status needs`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let change = #"{"agentId":"id-agent","status":"not-available"}"#
            try await server.world.grant("view-l-room", to: "user")
            try await server.expect(
                Exchange(
                    "POST livechat/agent.status", as: .plain, change, status: 403, gives: Refusal.plain("unauthorized"))
            )
            try await server.world.grant("manage-livechat-agents", to: "user")
            let changed = try await server.fetch("POST", "livechat/agent.status", as: .plain, body: change)
            #expect(changed.found("status") == "not-available")
        }
    }
}
