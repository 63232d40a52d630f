import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `POST users.generatePersonalAccessToken` (contract 1.7).
@Suite("POST users.generatePersonalAccessToken")
struct CreatePersonalAccessTokenTests {
    static let rows: [Scenario] = [
        Scenario(
            "a name is needed", "POST users.generatePersonalAccessToken", body: "{}", status: 400,
            contains: [#"{"success":false,"error":"The 'tokenName' param is required"}"#], holds: "1.7.3"),
        Scenario(
            "a guest may have none", "POST users.generatePersonalAccessToken", as: .guest, body: #"{"tokenName":"x"}"#,
            status: 400, contains: [#""error":"Not Authorized [not-authorized]","errorType":"not-authorized""#],
            holds: "1.7.16", "8.0.14"),
        Scenario(
            "a name has bounds", "POST users.generatePersonalAccessToken",
            body: #"{"tokenName":"\#(String(repeating: "n", count: 256))"}"#, status: 400,
            contains: ["error-invalid-params"]),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
