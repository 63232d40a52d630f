import Facts
import MusterTestSupport
import MusterTestWorld
import Testing

/// The routes of contract 4.4 beside reading and deleting one: a fact a row.
@Suite("Departments are archived, found and listed", .holds("1.11", "1.12", "4.4"))
struct DepartmentRouteTests {
    static let agents: [Scenario] = [
        Scenario(
            "agents are listed", "GET livechat/department/dep-1/agents", status: 200,
            contains: [#""agents":[{"_id":""#, #""agentId":"id-agent""#, #""count":1,"offset":0,"total":1"#],
            holds: "4.4.72"),
        Scenario(
            "an unknown department has none", "GET livechat/department/none/agents", status: 200,
            contains: [#"{"agents":[],"count":0,"offset":0,"total":0,"success":true}"#], holds: "4.4.75"),
        Scenario(
            "agents come and go", "POST livechat/department/dep-1/agents",
            body:
                #"{"upsert":[{"agentId":"id-plain","username":"wrong","count":2,"order":3}],"remove":[{"agentId":"id-agent"}]}"#,
            status: 200, contains: [#"{"success":true}"#], events: ["department.agents-changed"], holds: "4.4.78",
            keepsAway: "chatwoot#2710"),
        Scenario(
            "unknown users are passed over", "POST livechat/department/dep-1/agents",
            body: #"{"upsert":[{"agentId":"none","username":"none"}],"remove":[{"agentId":"none","x":1}]}"#,
            status: 200, holds: "4.4.87", "4.4.93"),
        Scenario(
            "nothing to do changes nothing", "POST livechat/department/dep-1/agents",
            body: #"{"upsert":[],"remove":[]}"#, status: 200, contains: [#"{"success":true}"#]),
        Scenario(
            "an unknown department is named last", "POST livechat/department/none/agents",
            body: #"{"upsert":[],"remove":[]}"#, status: 400,
            contains: [
                #"{"success":false,"error":"Department not found [error-department-not-found]","errorType":"error-department-not-found"}"#
            ], holds: "4.4.91"),
        Scenario(
            "an agent's departments have names", "GET livechat/agents/id-agent/departments", status: 200,
            contains: [#"{"departments":[{"_id":""#, #""departmentName":"Sales"}]"#]),
        Scenario(
            "only enabled ones, if asked", "GET livechat/agents/id-agent/departments?enabledDepartmentsOnly=true",
            status: 200, contains: ["Sales"]),
        Scenario(
            "nobody's departments are none", "GET livechat/agents/none/departments", status: 200,
            contains: [#"{"departments":[],"success":true}"#], holds: "4.4.103"),
        Scenario(
            "other parameters are refused", "GET livechat/agents/id-agent/departments?x=1", status: 400,
            contains: ["must NOT have additional properties [invalid-params]"], holds: "4.4.101"),
    ]

    private static let wrong: [(String, String)] = [
        ("{}", "Match error: Missing key 'upsert'"),
        (#"{"upsert":[]}"#, "Match error: Missing key 'remove'"),
        (#"{"upsert":1,"remove":[]}"#, "Match error: Expected Array in field upsert"),
        (#"{"upsert":[],"remove":null}"#, "Match error: Expected Array in field remove"),
        (#"{"upsert":[],"remove":[],"x":1}"#, "Match error: Unknown key in field x"),
        (#"{"upsert":[{}],"remove":[]}"#, "Match error: Missing key 'agentId' in field upsert[0]"),
        (
            #"{"upsert":[{"agentId":"id-plain"}],"remove":[]}"#,
            "Match error: Missing key 'username' in field upsert[0]"
        ),
        (#"{"upsert":[],"remove":[{}]}"#, "Match error: Missing key 'agentId' in field remove[0]"),
    ]

    static let wrongAgents = wrong.map { body, error in
        Scenario(
            "\(body) is refused", "POST livechat/department/dep-1/agents", body: body, status: 400,
            contains: [#"{"success":false,"error":"\#(error)"}"#], holds: "4.4.79", "4.4.80", "4.4.84", "4.4.85")
    }

    @Test(arguments: TestEngine.allCases, agents + wrongAgents)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(
        .holds("4.0.9", "4.4.36", "4.4.37", "4.4.43", "4.4.44", "4.7.10"), .keepsAway("RC#29543"),
        arguments: TestEngine.allCases)
    func `archiving disables the department and its links, and taking it back enables the links alone`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            #expect(try await server.send("POST", "livechat/department/dep-1/archive").status == 200)
            let archived = try await server.send("GET", "livechat/department/dep-1")
            #expect(archived.text.contains(#""enabled":false"#) && archived.text.contains(#""archived":true"#))
            #expect(archived.text.contains(#""departmentEnabled":false"#))
            #expect(archived.text.contains(#""parentId":"unit-a""#), "it stays in its unit")
            let enable = #"""
                {"department":{"name":"Sales","email":"d@example.com","enabled":true,"showOnRegistration":true,
                "showOnOfflineForm":true}}
                """#
            let refused = try await server.send("PUT", "livechat/department/dep-1", body: enable)
            #expect(refused.text.contains("Archived departments cant be enabled"))
            #expect(try await server.send("POST", "livechat/department/dep-1/unarchive").status == 200)
            let back = try await server.send("GET", "livechat/department/dep-1")
            #expect(back.text.contains(#""enabled":false"#) && back.text.contains(#""archived":false"#))
            #expect(back.text.contains(#""departmentEnabled":true"#))
            #expect(try await server.send("PUT", "livechat/department/dep-1", body: enable).status == 200)
        }
    }

    @Test(.holds("4.4.94", "4.4.95", "4.4.97"), arguments: TestEngine.allCases)
    func `an agent's link has the user's own name, its count and order, and is counted`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            let body = #"{"upsert":[{"agentId":"id-plain","username":"x","count":2,"order":3}],"remove":[]}"#
            #expect(try await server.send("POST", "livechat/department/dep-2/agents", body: body).status == 200)
            let agents = try await server.send("GET", "livechat/department/dep-2/agents")
            #expect(agents.text.contains(#""username":"plain","count":2,"order":3"#), "\(agents.text)")
            let again = #"{"upsert":[{"agentId":"id-plain","username":"x"}],"remove":[]}"#
            #expect(try await server.send("POST", "livechat/department/dep-2/agents", body: again).status == 200)
            let reset = try await server.send("GET", "livechat/department/dep-2")
            #expect(reset.text.contains(#""count":0,"order":0"#) && reset.text.contains(#""numAgents":1"#))
            let gone = #"{"upsert":[],"remove":[{"agentId":"id-plain"}]}"#
            #expect(try await server.send("POST", "livechat/department/dep-2/agents", body: gone).status == 200)
            #expect(try await server.send("GET", "livechat/department/dep-2").text.contains(#""numAgents":0"#))
        }
    }
}
