import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET livechat/department/isDepartmentCreationAvailable` (contract 4.4, D16): there is no licence to ask.
@Suite("GET livechat/department/isDepartmentCreationAvailable")
struct DepartmentCreationTests {
    static let rows: [Scenario] = [
        Scenario(
            "departments may always be created", "GET livechat/department/isDepartmentCreationAvailable", status: 200,
            contains: [#"{"isDepartmentCreationAvailable":true,"success":true}"#], holds: "4.4.70", "D16.2",
            keepsAway: "RC#27753")
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
