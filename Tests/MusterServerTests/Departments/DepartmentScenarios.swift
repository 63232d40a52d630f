import MusterTestWorld
import Testing

/// Contract 4.1 to 4.4 and 4.7, as far as the routes exist.
@Suite("The department routes")
struct DepartmentScenarios {
    static func body(_ more: String = "", name: String = #""D""#, rest: String = "") -> String {
        #"{"department":{"name":\#(name),"email":"d","enabled":true,"showOnRegistration":true,"showOnOfflineForm":true\#(more)}\#(rest)}"#
    }

    static let rows: [Scenario] = [
        Scenario(
            "departments are listed by name, archived ones left out", "GET livechat/department", status: 200,
            contains: [#"{"departments":[{"_id":"dep-3""#, #""total":4"#], lacks: ["dep-5"]),
        Scenario(
            "archived ones are shown on request", "GET livechat/department?showArchived=true", status: 200,
            contains: ["dep-5", #""total":5"#]),
        Scenario(
            "one can be left out", "GET livechat/department?excludeDepartmentId=dep-1&text=S", status: 200,
            contains: ["dep-2"], lacks: ["dep-1"]),
        Scenario(
            "a monitor may ask for his units' only", "GET livechat/department?onlyMyDepartments=true", as: .monitorA,
            status: 200, contains: ["dep-1", "dep-2", #""total":2"#]),
        Scenario(
            "a monitor without units then sees none", "GET livechat/department?onlyMyDepartments=true",
            as: .idleMonitor,
            status: 200, contains: [#""total":0"#]),
        Scenario(
            "other parameters are refused", "GET livechat/department?fields=x", status: 400,
            contains: ["must NOT have additional properties [invalid-params]"]),
        Scenario(
            "a count that is none is refused by the schema", "GET livechat/department?count=x", status: 400,
            contains: ["must be number [invalid-params]"]),
        Scenario(
            "a department is read with its agents", "GET livechat/department/dep-1", status: 200,
            contains: [#""parentId":"unit-a""#, #""agentId":"id-agent""#]),
        Scenario(
            "an unknown one is null", "GET livechat/department/x", status: 200, contains: [#"{"department":null,"#]),
        Scenario(
            "a unit is no department", "GET livechat/department/unit-a", status: 200, contains: [#""department":null"#]),
        Scenario(
            "a department is created", "POST livechat/department", body: body(#","custom":"c""#), status: 200,
            contains: [#""custom":"c","type":"d""#, #""agents":[],"success":true"#], lacks: ["parentId"],
            events: ["department.created"]),
        Scenario(
            "a department joins a unit as it is created", "POST livechat/department",
            body: body(rest: #","departmentUnit":{"_id":"unit-b"}"#), status: 200,
            events: ["unit.departments-changed", "department.created"]),
        Scenario(
            "a monitor cannot attach to another's unit, silently", "POST livechat/department", as: .monitorA,
            body: body(rest: #","departmentUnit":{"_id":"unit-b"}"#), status: 200, events: ["department.created"]),
        Scenario(
            "a required member is named", "POST livechat/department", body: #"{"department":{}}"#, status: 400,
            contains: ["must have required property 'name' [invalid-params]"]),
        Scenario(
            "an agent without an id stops everything", "POST livechat/department",
            body: body(rest: #","agents":[{"count":1}]"#), status: 400,
            contains: ["must have required property 'agentId'"]),
        Scenario(
            "tags are needed when they are asked for", "POST livechat/department",
            body: body(#","requestTagBeforeClosingChat":true"#), status: 400,
            contains: ["error-validating-department-chat-closing-tags"]),
        Scenario(
            "the fallback must exist", "POST livechat/department", body: body(#","fallbackForwardDepartment":"x""#),
            status: 400, contains: ["error-fallback-department-not-found"]),
        Scenario(
            "an update changes what is sent and keeps the unit", "PUT livechat/department/dep-1",
            body: body(name: #""Renamed""#), status: 200, contains: [#""name":"Renamed""#, #""parentId":"unit-a""#],
            events: ["department.updated"]),
        Scenario(
            "a department leaves its unit on request", "PUT livechat/department/dep-1",
            body: body(rest: #","departmentUnit":{}"#), status: 200, contains: [#""parentId":null,"ancestors":null"#],
            events: ["unit.departments-changed", "department.updated"]),
        Scenario(
            "the last one cannot", "PUT livechat/department/dep-3",
            body: body(rest: #","departmentUnit":{"_id":null}"#),
            status: 400, contains: [#"The last department in a unit can't be removed [error-unit-cant-be-empty]"#]),
        Scenario(
            "an archived one cannot be enabled", "PUT livechat/department/dep-5", body: body(), status: 400,
            contains: ["error-archived-department-cant-be-enabled"]),
        Scenario(
            "an unknown one is not found", "PUT livechat/department/x", body: body(), status: 400,
            contains: ["Department not found [error-department-not-found]"]),
        Scenario(
            "it is no fallback of itself", "PUT livechat/department/dep-1",
            body: body(#","fallbackForwardDepartment":"dep-1""#), status: 400,
            contains: ["error-fallback-department-circular"]),
        Scenario(
            "without the object nothing happens", "PUT livechat/department/dep-1", body: "{}", status: 400,
            contains: [#"{"success":false,"error":"Match error: Missing key 'department'"}"#]),
        Scenario(
            "a deleted department leaves its unit", "DELETE livechat/department/dep-3", status: 200,
            contains: [#"{"success":true}"#], events: ["unit.departments-changed", "department.deleted"]),
        Scenario(
            "an unknown one cannot be deleted", "DELETE livechat/department/x", status: 400,
            contains: ["error-department-not-found"]),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
