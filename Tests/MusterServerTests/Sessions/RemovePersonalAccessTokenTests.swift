import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `POST users.removePersonalAccessToken` (contract 1.7).
@Suite("POST users.removePersonalAccessToken")
struct RemovePersonalAccessTokenTests {
    static let rows: [Scenario] = [
        Scenario(
            "nor removed", "POST users.removePersonalAccessToken", body: #"{"tokenName":"x"}"#, status: 400,
            contains: ["Token does not exist [error-token-does-not-exists]"])
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
