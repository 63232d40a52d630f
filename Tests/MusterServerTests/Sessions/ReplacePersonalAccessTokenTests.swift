import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `POST users.regeneratePersonalAccessToken` (contract 1.7).
@Suite("POST users.regeneratePersonalAccessToken")
struct ReplacePersonalAccessTokenTests {
    static let rows: [Scenario] = [
        Scenario(
            "an unknown one is not replaced", "POST users.regeneratePersonalAccessToken", body: #"{"tokenName":"x"}"#,
            status: 400, contains: ["Token does not exist [error-token-does-not-exists]"])
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
