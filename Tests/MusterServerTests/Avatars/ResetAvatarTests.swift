import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `POST users.resetAvatar`: the initials again (D84).
@Suite("POST users.resetAvatar")
struct ResetAvatarTests {
    static let rows: [Scenario] = [
        Scenario(
            "what was never set is reset all the same", "POST users.resetAvatar", as: .plain,
            body: #"{"userId":"id-plain"}"#, status: 200, contains: [#"{"success":true}"#]),
        Scenario(
            "a reset names somebody", "POST users.resetAvatar", as: .plain, body: "{}", status: 400,
            contains: ["error-user-param-not-provided"]),
        Scenario(
            "somebody else's is not reset", "POST users.resetAvatar", as: .plain, body: #"{"username":"agent"}"#,
            status: 400, contains: [Refusal.typed("Not allowed", "error-not-allowed", method: "users.resetAvatar")]),
        Scenario(
            "but by who may", "POST users.resetAvatar", body: #"{"username":"agent"}"#, status: 200),
        Scenario(
            "nobody's is not", "POST users.resetAvatar", body: #"{"username":"none"}"#, status: 400,
            contains: ["[error-invalid-user]"]),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
