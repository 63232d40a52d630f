import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET roles.list` (contract 5.3).
@Suite("GET roles.list")
struct ListRolesTests {
    static let rows: [Scenario] = [
        Scenario(
            "everybody who is logged in reads the roles", "GET roles.list", as: .guest, status: 200,
            contains: [#"{"roles":[{"_id":"admin","#], holds: "5.1.30")
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
