import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET livechat/department.autocomplete` (contract 4.4).
@Suite("GET livechat/department.autocomplete")
struct AutocompleteDepartmentsTests {
    static let rows: [Scenario] = [
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
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
