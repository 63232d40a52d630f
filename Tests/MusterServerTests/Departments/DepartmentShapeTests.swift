import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// What a list of departments, a new one and a change may look like: contract 1.11, 2.2, 4.1 to 4.3, a fact a row.
@Suite("A department's requests are taken and refused in the contract's words", .holds("4.2"))
struct DepartmentShapeTests {
    private static let everyParameter =
        "text=a&onlyMyDepartments=false&enabled=true&excludeDepartmentId=dep-3&showArchived=true&count=1&offset=0"
        + "&sort=%7B%22name%22%3A-1%7D&query=%7B%7D"

    static let lists: [Scenario] = [
        Scenario(
            "all nine parameters are taken together", "GET livechat/department?\(everyParameter)", status: 200,
            contains: [#"{"departments":[{"_id":"dep-1""#, #""count":1,"offset":0,"total":1,"success":true}"#],
            holds: "4.1.3"),
        Scenario(
            "a flag of another text is named", "GET livechat/department?enabled=yes", status: 400,
            contains: [Refusal.schema("must be equal to one of the allowed values")], holds: "4.1.9"),
        Scenario(
            "fields is refused before a flag of another text", "GET livechat/department?enabled=yes&fields=x",
            status: 400, contains: [Refusal.extraMember], holds: "4.1.6"),
        Scenario(
            "a negative count passes the schema and is refused then", "GET livechat/department?count=-1", status: 400,
            contains: [#""errorType":"error-invalid-params""#], holds: "D26.4"),
    ]

    static let creations: [Scenario] = [
        Scenario(
            "a missing member is named before a wrong one", "POST livechat/department",
            body: DepartmentBody.text(["name": [], "showOnOfflineForm": nil]), status: 400,
            contains: [Refusal.missing("showOnOfflineForm")], holds: "4.2.6"),
        Scenario(
            "closing tags become texts", "POST livechat/department",
            body: DepartmentBody.text(["chatClosingTags": [1, true]]), status: 200,
            contains: [#""chatClosingTags":["1","true"]"#], events: ["department.created"], holds: "4.2.15"),
        Scenario(
            "null is no closing tag", "POST livechat/department",
            body: DepartmentBody.text(["chatClosingTags": [.null]]), status: 400,
            contains: [Refusal.schema("must be string")], holds: "4.2.17"),
        Scenario(
            "0, 1 and the text false are flags", "POST livechat/department",
            body: DepartmentBody.text(["enabled": 0, "showOnRegistration": 1, "showOnOfflineForm": "false"]),
            status: 200, contains: [#""enabled":false,"showOnRegistration":true,"showOnOfflineForm":false"#],
            events: ["department.created"], holds: "4.2.18"),
        Scenario(
            "requestTagsBeforeClosingChat is coerced", "POST livechat/department",
            body: DepartmentBody.text(["requestTagsBeforeClosingChat": "true"]), status: 200,
            contains: [#""requestTagsBeforeClosingChat":true"#], events: ["department.created"], holds: "4.2.13"),
        Scenario(
            "requestTagBeforeClosingChat is not", "POST livechat/department",
            body: DepartmentBody.text(["requestTagBeforeClosingChat": 1]), status: 400,
            contains: [Refusal.match("Expected boolean, got number in field requestTagBeforeClosingChat")],
            holds: "4.2.14"),
        Scenario(
            "departmentsAllowedToForward holds texts", "POST livechat/department",
            body: DepartmentBody.text(["departmentsAllowedToForward": [1]]), status: 400,
            contains: [Refusal.match("Expected string, got number in field departmentsAllowedToForward[0]")],
            holds: "4.7.18"),
        Scenario(
            "a department is made beside five others without a licence", "POST livechat/department",
            body: DepartmentBody.text(), status: 200, lacks: ["error-max-departments-number-reached"],
            events: ["department.created"], holds: "4.7.7", "D16.1"),
    ]

    static let changes: [Scenario] = [
        Scenario(
            "an unknown key at the root is printed raw", "PUT livechat/department/dep-1",
            body: DepartmentBody.text(more: ["my key": 1]), status: 400,
            contains: [Refusal.match("Unknown key in field my key")], holds: "4.3.6"),
        Scenario(
            "an empty key leaves no field to name", "PUT livechat/department/dep-1",
            body: DepartmentBody.text(more: ["": 1]), status: 400, contains: [Refusal.match("Unknown key")],
            holds: "4.3.6"),
        Scenario(
            "an odd key inside departmentUnit is bracketed", "PUT livechat/department/dep-1",
            body: DepartmentBody.text(unit: ["my key": 1]), status: 400,
            contains: [#"Match error: Unknown key in field departmentUnit[\"my key\"]"#], holds: "4.3.8"),
        Scenario(
            "an odd custom field is bracketed", "PUT livechat/department/dep-1",
            body: DepartmentBody.text(["my key": .null]), status: 400,
            contains: [#"Match.Optional validation in field [\"my key\"]"#], holds: "4.7.16"),
        Scenario(
            "the smallest 32-bit number is a custom field", "PUT livechat/department/dep-4",
            body: DepartmentBody.text(["floor": -2_147_483_648]), status: 200,
            contains: [#""floor":-2147483648"#], events: ["department.updated"], holds: "4.7.14"),
        Scenario(
            "a smaller one is none", "PUT livechat/department/dep-4",
            body: DepartmentBody.text(["floor": -2_147_483_649]), status: 400,
            contains: [DepartmentRefusal.custom("floor")], holds: "4.7.15"),
        Scenario(
            "a monitor adds agents to a department that is not theirs", "PUT livechat/department/dep-2", as: .monitorB,
            body: DepartmentBody.text(agents: [["agentId": "id-plain"]]), status: 200,
            contains: [#""agentId":"id-plain""#, #""numAgents":1"#], events: ["department.updated"], holds: "4.3.24"),
    ]

    /// Walked in the order sent, as every Match is (2.2): what is wrong is named when met, what is missing at the end.
    static let walks: [Scenario] = [
        Scenario(
            "a wrong member is named before missing ones", "PUT livechat/department/dep-1",
            body: #"{"department":{"name":5}}"#, status: 400,
            contains: [Refusal.match("Expected string, got number in field name")], holds: "4.7.17"),
        Scenario(
            "a wrong custom field is named before missing members", "PUT livechat/department/dep-1",
            body: #"{"department":{"custom":null}}"#, status: 400, contains: [DepartmentRefusal.custom("custom")],
            holds: "4.7.17"),
        Scenario(
            "wrong agents are named before a missing department", "PUT livechat/department/dep-1",
            body: #"{"agents":5}"#, status: 400, contains: [Refusal.match("Expected Array in field agents")],
            holds: "4.3.13"),
        Scenario(
            "a wrong departmentUnit is named before a missing department", "PUT livechat/department/dep-1",
            body: #"{"departmentUnit":5}"#, status: 400,
            contains: [Refusal.match("Expected object, got number in field departmentUnit")], holds: "4.3.13"),
    ]

    @Test(arguments: TestEngine.allCases, lists + creations + changes + walks)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
