import Facts
import MusterTestSupport
import MusterTestWorld
import Testing

/// Agents and managers (contract 4.5).
@Suite("Agents and managers are made, listed and unmade", .holds("4.5"))
struct AgentTests {
    static let lists: [Scenario] = [
        Scenario(
            "an agent's row has every member", "GET livechat/users/agent", status: 200,
            contains: [
                #"{"users":[{"_id":"id-agent","username":"agent","status":"offline","statusLivechat":"#,
                #""emails":[{"address":"agent@example.com","verified":true}],"livechat":null,"departments":["dep-1"]}]"#,
                #""count":1,"offset":0,"total":1"#,
            ], holds: "4.5.20"),
        Scenario(
            "managers look alike", "GET livechat/users/manager", status: 200,
            contains: [#"{"users":[{"_id":"id-manager""#, #""departments":[]"#, #""total":1"#]),
        Scenario(
            "the text is looked for in addresses too", "GET livechat/users/agent?text=AGENT@ex", status: 200,
            contains: [#""total":1"#]),
        Scenario(
            "one may be left out", "GET livechat/users/agent?excludeId=id-agent", status: 200,
            contains: [#"{"users":[],"count":0"#], holds: "4.5.11"),
        Scenario(
            "managers have no such filters", "GET livechat/users/manager?excludeId=id-manager&onlyAvailable=true",
            status: 200, contains: [#""total":1"#], holds: "4.5.14"),
        Scenario(
            "who is idle may be left out", "GET livechat/users/agent?showIdleAgents=false", status: 200,
            contains: [#""total":0"#]),
        Scenario(
            "other parameters are refused", "GET livechat/users/agent?x=1", status: 400,
            contains: ["must NOT have additional properties [invalid-params]"], holds: "4.5.5"),
        Scenario(
            "other types do not exist", "GET livechat/users/boss", status: 400,
            contains: [#"{"success":false,"error":"Invalid type"}"#], holds: "4.5.23"),
        Scenario(
            "who neither forwards nor edits contacts may not list agents", "GET livechat/users/agent", as: .plain,
            status: 403,
            contains: [#"{"success":false,"error":"unauthorized"}"#], holds: "1.9.3", "4.5.2"),
        Scenario(
            "nor managers", "GET livechat/users/manager", as: .agent, status: 403,
            contains: [#"{"success":false,"error":"unauthorized"}"#], holds: "1.9.4", "4.5.4"),
    ]

    static let changes: [Scenario] = [
        Scenario(
            "a user becomes an agent", "POST livechat/users/agent", body: #"{"username":"plain"}"#, status: 200,
            contains: [#"{"user":{"_id":"id-plain","username":"plain"},"success":true}"#],
            events: ["user.roles-changed"], holds: "4.5.28"),
        Scenario(
            "twice is fine", "POST livechat/users/agent", body: #"{"username":"agent"}"#, status: 200,
            contains: [#""_id":"id-agent""#], holds: "4.5.30"),
        Scenario(
            "a user becomes a manager", "POST livechat/users/manager", body: #"{"username":"plain"}"#, status: 200,
            events: ["user.roles-changed"], holds: "4.5.29"),
        Scenario(
            "an unknown user does not", "POST livechat/users/agent", body: #"{"username":"none"}"#, status: 400,
            contains: [#"{"success":false,"error":"[error-invalid-user]","errorType":"error-invalid-user"}"#],
            holds: "4.5.31"),
        Scenario(
            "nor anybody of another type", "POST livechat/users/boss", body: #"{"username":"plain"}"#, status: 400,
            contains: [#"{"success":false,"error":"Invalid type"}"#], holds: "4.5.33"),
        Scenario(
            "a user name is needed", "POST livechat/users/agent", body: "{}", status: 400,
            contains: ["must have required property 'username' [invalid-params]"], holds: "4.5.26"),
        Scenario(
            "an agent becomes a user again", "DELETE livechat/users/agent/id-agent", status: 200,
            contains: [#"{"success":true}"#], events: ["user.roles-changed", "department.agents-changed"],
            holds: "4.5.45"),
        Scenario(
            "also who was none", "DELETE livechat/users/agent/id-plain", status: 200, contains: [#"{"success":true}"#],
            holds: "4.5.47"),
        Scenario(
            "nobody cannot", "DELETE livechat/users/agent/none", status: 400, contains: [#"{"success":false}"#],
            holds: "4.5.44"),
    ]

    static let status: [Scenario] = [
        Scenario(
            "an agent chooses", "POST livechat/agent.status", as: .agent, body: #"{"status":"not-available"}"#,
            status: 200, contains: [#"{"status":"not-available","success":true}"#], events: ["agent.status-changed"],
            holds: "4.5.54"),
        Scenario(
            "without a choice it is the other one", "POST livechat/agent.status", as: .agent, status: 200,
            contains: [#"{"status":"not-available","success":true}"#], events: ["agent.status-changed"]),
        Scenario(
            "an administrator chooses for them", "POST livechat/agent.status",
            body: #"{"agentId":"id-agent","status":"not-available"}"#, status: 200,
            contains: [#"{"status":"not-available","success":true}"#], events: ["agent.status-changed"], holds: "4.5.64"
        ),
        Scenario(
            "who is no agent is not found", "POST livechat/agent.status", body: "{}", status: 404,
            contains: [#"{"success":false,"error":"Agent not found"}"#], holds: "4.5.56"),
        Scenario(
            "nor is nobody", "POST livechat/agent.status", body: #"{"agentId":"none"}"#, status: 404,
            contains: ["Agent not found"], holds: "4.5.57"),
        Scenario(
            "other states do not exist", "POST livechat/agent.status", as: .agent, body: #"{"status":"busy"}"#,
            status: 400, contains: ["must be equal to one of the allowed values [invalid-params]"], holds: "4.5.52"),
    ]

    @Test(arguments: TestEngine.allCases, lists + changes + status)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(.holds("4.5.10"), .keepsAway("chatwoot#5759"), arguments: TestEngine.allCases)
    func `a new agent is available, and loses all of it with the role`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            let plain = #"{"username":"plain"}"#
            #expect(try await server.send("POST", "livechat/users/agent", body: plain).status == 200)
            let list = try await server.send("GET", "livechat/users/agent?onlyAvailable=true")
            #expect(list.text.contains(#""_id":"id-plain""#) && list.text.contains(#""total":2"#), "\(list.text)")
            let off = #"{"agentId":"id-agent","status":"not-available"}"#
            #expect(try await server.send("POST", "livechat/agent.status", body: off).status == 200)
            let fewer = try await server.send("GET", "livechat/users/agent?onlyAvailable=true")
            #expect(fewer.text.contains(#""total":1"#) && !fewer.text.contains("id-agent"), "\(fewer.text)")
            let join = #"{"upsert":[{"agentId":"id-plain","username":"plain"}],"remove":[]}"#
            #expect(try await server.send("POST", "livechat/department/dep-1/agents", body: join).status == 200)
            #expect(try await server.send("DELETE", "livechat/users/agent/id-plain").status == 200)
            let agents = try await server.send("GET", "livechat/department/dep-1/agents")
            #expect(!agents.text.contains("id-plain"))
            #expect(try await server.send("GET", "livechat/agents/id-plain/departments").text.contains(#"[]"#))
            let left = try await server.send("GET", "users.info?userId=id-plain")
            #expect(!left.text.contains("statusLivechat") && !left.text.contains("livechat-agent"))
        }
    }

    @Test(.holds("1.9.5", "4.5.59", "4.5.62"), arguments: TestEngine.allCases)
    func `somebody else's status needs the permission, unless it is so already`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            #expect(try await server.send("POST", "livechat/users/agent", body: #"{"username":"plain"}"#).status == 200)
            let already = #"{"agentId":"id-plain","status":"available"}"#
            #expect(try await server.send("POST", "livechat/agent.status", as: .agent, body: already).status == 200)
            let change = #"{"agentId":"id-plain","status":"not-available"}"#
            let refused = try await server.send("POST", "livechat/agent.status", as: .agent, body: change)
            #expect(refused.status == 403 && refused.text == #"{"success":false,"error":"unauthorized"}"#)
            let off = #"{"userId":"id-plain","activeStatus":false}"#
            #expect(try await server.send("POST", "users.setActiveStatus", body: off).status == 200)
            let gone = try await server.send("POST", "livechat/agent.status", body: already)
            #expect(gone.status == 400 && gone.text == #"{"success":false,"error":"error-user-deactivated"}"#)
            let list = try await server.send("GET", "livechat/users/agent?text=plain")
            #expect(list.text.contains(#""statusLivechat":"not-available""#))
        }
    }
}
