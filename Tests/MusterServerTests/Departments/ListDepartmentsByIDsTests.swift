import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET livechat/department.listByIds` (contract 4.4).
@Suite("GET livechat/department.listByIds")
struct ListDepartmentsByIDsTests {
    static let rows: [Scenario] = [
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
            "no unit is listed by its id", "GET livechat/department.listByIds?ids[]=unit-a&ids[]=unit-b", status: 200,
            contains: [#"{"departments":[],"success":true}"#], holds: "4.4.66"),
        Scenario(
            "fields picks members of departments listed by ids",
            "GET livechat/department.listByIds?ids[]=dep-1&fields={\"name\":1}", status: 200,
            contains: [#"{"departments":[{"_id":"dep-1","name":"Sales"}],"success":true}"#], holds: "4.4.65"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
