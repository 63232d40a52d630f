import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET users.getPersonalAccessTokens` (contract 1.7).
@Suite("GET users.getPersonalAccessTokens")
struct ListPersonalAccessTokensTests {
    static let rows: [Scenario] = [
        Scenario(
            "there are none at first", "GET users.getPersonalAccessTokens", status: 200,
            contains: [#"{"tokens":[],"success":true}"#], holds: "1.7.11")
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
