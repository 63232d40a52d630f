import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET settings.oauth` and `service.configurations` (contract 5.5).
@Suite("GET settings.oauth")
struct ListLoginServicesTests {
    static let rows: [Scenario] = [
        Scenario(
            "there is no service to log in with", "GET settings.oauth", as: .nobody, status: 200,
            contains: [#"{"services":[],"success":true}"#], holds: "5.5.26"),
        Scenario(
            "by its other name neither", "GET service.configurations", as: .nobody, status: 200,
            contains: [#"{"configurations":[],"success":true}"#], holds: "5.5.27"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
