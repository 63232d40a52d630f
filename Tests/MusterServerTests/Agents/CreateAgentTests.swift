import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 4.5: becoming and ceasing to be an agent, `agent.status`; 3.4: `livechat:saveAgentInfo`.
@Suite("An agent comes with all that makes one, and goes without a trace", .holds("4.5"))
struct CreateAgentTests {
    /// A way to make or unmake an agent.
    struct Way: Sendable, CustomTestStringConvertible {
        let request: String
        let body: String?
        var testDescription: String { request }
    }

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

    static let unmaking = [
        Way(request: "DELETE livechat/users/agent/id-agent", body: nil),
        Way(request: "POST roles.removeUserFromRole", body: #"{"username":"agent","roleId":"livechat-agent"}"#),
        Way(request: "POST users.update", body: #"{"userId":"id-agent","data":{"roles":["user"]}}"#),
    ]

    @Test(.holds("4.5.70", "4.5.71", "4.5.72"), arguments: TestEngine.allCases, unmaking)
    func `an agent removed in any way loses role, status, fields and links, and is counted no more`(
        _ engine: TestEngine, _ way: Way
    ) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.call("livechat:saveAgentInfo", #"["id-agent",{"note":"x"},["dep-1","dep-2","dep-4"]]"#)
            let join = #"{"upsert":[{"agentId":"id-plain","username":"plain"}],"remove":[]}"#
            _ = try await server.fetch("POST", "livechat/department/dep-2/agents", body: join)
            #expect(try await server.department("dep-2").found("numAgents") == 2)
            let parts = way.request.split(separator: " ").map(String.init)
            _ = try await server.fetch(parts[0], parts[1], body: way.body)
            #expect(try await server.agents(ofDepartment: "dep-2") == ["plain 0 0 true"])
            for (id, count) in [("dep-2", 1), ("dep-4", 0)] {
                #expect(try await server.department(id).found("numAgents") == .int(count), "\(id)")
            }
            #expect(try await server.fetch("GET", "livechat/agents/id-agent/departments").found("departments") == [])
            #expect(try await server.fetch("GET", "livechat/users/agent/id-agent").found("user") == .null)
            let user = try await server.fetch("GET", "users.info?userId=id-agent").found("user")
            #expect(user?.found("roles") == ["user"] && user?.found("statusLivechat") == nil)
            let gone = "SELECT count(*) FROM users WHERE id = $1 AND operator = 0 AND livechat IS NULL"
            #expect(try await server.world.number(gone, "id-agent") == 1)
            let status = try await server.send("POST", "livechat/agent.status", body: #"{"agentId":"id-agent"}"#)
            #expect(status.status == 404)
        }
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

    @Test(.holds("3.4.34", "3.4.35"), arguments: TestEngine.allCases)
    func `what saveAgentInfo saves is shown as livechat, and no unit is a department`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            for fields in [#"{"maxNumberSimultaneousChat":"3"}"#, #"{"note":"x","vip":true}"#] {
                _ = try await server.call("livechat:saveAgentInfo", #"["id-agent",\#(fields),["dep-4","unit-a"]]"#)
                let wanted = try JSON(parsing: fields.utf8)
                let list = try await server.fetch("GET", "livechat/users/agent").found("users")?.array
                #expect(list?.map { $0.found("livechat") } == [wanted], "the fields of before are gone")
                #expect(list?.map { $0.found("departments") } == [["dep-4"]])
                let user = try await server.fetch("GET", "livechat/users/agent/id-agent").found("user")
                #expect(user?.found("livechat") == wanted)
            }
            #expect(try await server.agents(ofDepartment: "dep-4") == ["agent 0 0 true"])
        }
    }
}
