import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET users.getAvatar` and `GET /avatar/:username`: what a user looks like (D84).
@Suite("GET users.getAvatar")
struct ReadAvatarTests {
    static let rows: [Scenario] = [
        Scenario(
            "where an image is found", "GET users.getAvatar?username=agent", as: .nobody, status: 307,
            contains: [#""/avatar/agent""#]),
        Scenario(
            "by id", "GET users.getAvatar?userId=id-agent", as: .nobody, status: 307, contains: [#""/avatar/agent""#]),
        Scenario(
            "of nobody", "GET users.getAvatar?userId=none", as: .nobody, status: 400,
            contains: ["[error-invalid-user]"]),
        Scenario(
            "of whom", "GET users.getAvatar", as: .nobody, status: 400, contains: ["error-user-param-not-provided"]),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
