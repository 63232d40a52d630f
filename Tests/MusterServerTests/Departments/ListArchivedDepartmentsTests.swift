import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET livechat/departments/archived` (contract 4.4).
@Suite("GET livechat/departments/archived")
struct ListArchivedDepartmentsTests {
    static let rows: [Scenario] = [
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
            "no archived department is an enabled one", "GET livechat/departments/archived?enabled=true", status: 200,
            contains: [#"{"departments":[],"count":0,"offset":0,"total":0,"success":true}"#], holds: "4.4.30"),
        Scenario(
            "one archived department may be left out", "GET livechat/departments/archived?excludeDepartmentId=dep-5",
            status: 200, contains: [#"{"departments":[],"count":0"#], holds: "4.4.31"),
        Scenario(
            "showArchived says nothing to the list of archived ones",
            "GET livechat/departments/archived?showArchived=false", status: 200, contains: [#""total":1"#],
            holds: "4.4.32"),
        Scenario(
            "the numbers of that list are checked by the schema", "GET livechat/departments/archived?count=x",
            status: 400, contains: ["must be number [invalid-params]"], holds: "4.4.33"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
