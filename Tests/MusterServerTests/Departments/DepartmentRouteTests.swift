import Facts
import MusterTestSupport
import MusterTestWorld
import Testing

/// The routes of contract 4.4 beside reading and deleting one: a fact a row.
@Suite("Departments are archived, found and listed", .holds("1.11", "1.12", "4.4"))
struct DepartmentRouteTests {
    static let archive: [Scenario] = [
        Scenario(
            "only archived ones are listed", "GET livechat/departments/archived", status: 200,
            contains: [#""_id":"dep-5""#, #""archived":true"#, #""count":1,"offset":0,"total":1"#], lacks: ["dep-1"],
            holds: "4.4.26"),
        Scenario(
            "the filters of the list hold there", "GET livechat/departments/archived?text=sales", status: 200,
            contains: [#""departments":[],"count":0"#], holds: "4.4.29"),
        Scenario(
            "its query is as strict", "GET livechat/departments/archived?fields=x", status: 400,
            contains: ["must NOT have additional properties [invalid-params]"], holds: "4.4.28"),
        Scenario(
            "an archived one is disabled", "POST livechat/department/dep-1/archive", status: 200,
            contains: [#"{"success":true}"#], events: ["department.archived"], holds: "4.4.38"),
        Scenario(
            "an unknown one cannot be archived", "POST livechat/department/none/archive", status: 400,
            contains: [#"{"success":false,"error":"department-not-found"}"#], holds: "4.4.39"),
        Scenario(
            "one is taken back", "POST livechat/department/dep-5/unarchive", status: 200,
            contains: [#"{"success":true}"#], events: ["department.unarchived"], holds: "4.4.45"),
        Scenario(
            "an unknown one cannot be taken back", "POST livechat/department/none/unarchive", status: 400,
            contains: [#""error":"[department-not-found]","errorType":"department-not-found""#], holds: "4.4.46"),
    ]

    static let finding: [Scenario] = [
        Scenario(
            "a term is a beginning, whatever the case",
            "GET livechat/department.autocomplete?selector={\"term\":\"s\"}",
            status: 200,
            contains: [#"{"items":[{"_id":"dep-1","name":"Sales"},{"_id":"dep-2","name":"Support"}],"success":true}"#],
            holds: "4.4.49", "4.4.50"),
        Scenario(
            "it is no pattern", "GET livechat/department.autocomplete?selector={\"term\":\"%25\"}", status: 200,
            contains: [#""items":[]"#], holds: "4.4.52"),
        Scenario(
            "no term means all but archived ones", "GET livechat/department.autocomplete?selector={}", status: 200,
            contains: ["dep-1", "dep-2", "dep-3", "dep-4"], lacks: ["dep-5"], holds: "4.4.53"),
        Scenario(
            "archived ones too, if asked", "GET livechat/department.autocomplete?selector={}&showArchived=true",
            status: 200, contains: ["dep-5"], holds: "4.4.56"),
        Scenario(
            "exceptions are left out",
            "GET livechat/department.autocomplete?selector={\"term\":\"s\",\"exceptions\":[\"dep-1\",\"none\"]}",
            status: 200, contains: [#"{"items":[{"_id":"dep-2""#], lacks: ["dep-1"], holds: "4.4.54"),
        Scenario(
            "conditions are honoured",
            "GET livechat/department.autocomplete?selector={\"conditions\":{\"enabled\":true,\"_id\":\"dep-1\"}}",
            status: 200, contains: [#"{"items":[{"_id":"dep-1","name":"Sales"}],"success":true}"#], holds: "4.4.55"),
        Scenario(
            "or refused",
            "GET livechat/department.autocomplete?selector={\"conditions\":{\"$where\":\"1\",\"_id\":\"none\"}}",
            status: 400, contains: ["Invalid operation: $where [error-invalid-query]"], holds: "4.4.55", "D28.6",
            keepsAway: "RC#39471"),
        Scenario(
            "a monitor finds all of them", "GET livechat/department.autocomplete?selector={}", as: .monitorA,
            status: 200, contains: ["dep-1", "dep-3"], holds: "4.4.58", "6.2.3", keepsAway: "RC#22128"),
        Scenario(
            "and only their own when they ask for that",
            "GET livechat/department.autocomplete?selector={}&onlyMyDepartments=true", as: .monitorA, status: 200,
            contains: ["dep-1", "dep-2"], lacks: ["dep-3", "dep-4"], holds: "4.4.57", "6.2.3"),
        Scenario(
            "a selector is needed", "GET livechat/department.autocomplete", status: 400,
            contains: [#"{"success":false,"error":"The 'selector' param is required"}"#], holds: "4.4.61"),
        Scenario(
            "what is no JSON is refused", "GET livechat/department.autocomplete?selector={x", status: 400,
            contains: ["error-invalid-params"], holds: "4.4.62"),
        Scenario(
            "a selector of other kinds is refused", "GET livechat/department.autocomplete?selector={\"term\":1}",
            status: 400, contains: ["error-invalid-params"]),
        Scenario(
            "departments are listed by ids, whole, archived ones too",
            "GET livechat/department.listByIds?ids[]=dep-5&ids[]=dep-1&ids[]=none&ids[]=unit-a", status: 200,
            contains: [#"{"departments":[{"_id":"dep-5""#, #""_id":"dep-1""#, #""parentId":"unit-a""#],
            lacks: ["dep-2", #""_id":"unit-a""#], holds: "4.4.64", keepsAway: "RC#30365"),
        Scenario(
            "ids are needed", "GET livechat/department.listByIds", status: 400,
            contains: [#"{"success":false,"error":"The 'ids' param is required"}"#], holds: "4.4.67"),
        Scenario(
            "ids are a list", "GET livechat/department.listByIds?ids=dep-1", status: 400,
            contains: [#"{"success":false,"error":"The 'ids' param must be an array"}"#], holds: "4.4.68"),
        Scenario(
            "departments may always be created", "GET livechat/department/isDepartmentCreationAvailable", status: 200,
            contains: [#"{"isDepartmentCreationAvailable":true,"success":true}"#], holds: "4.4.70", "D16.2",
            keepsAway: "RC#27753"),
    ]

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

    @Test(arguments: TestEngine.allCases, archive + finding + agents + wrongAgents)
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
