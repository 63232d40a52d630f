import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET users.getPresence`: whether a user is there (D86).
@Suite("GET users.getPresence")
struct ReadPresenceTests {
    static let rows: [Scenario] = [
        Scenario(
            "one's own has a connection", "GET users.getPresence", as: .plain, status: 200,
            contains: [#"{"presence":"offline","connectionStatus":"offline","success":true}"#]),
        Scenario(
            "one's own by name is one's own", "GET users.getPresence?username=plain", as: .plain, status: 200,
            contains: [#""connectionStatus":"offline""#]),
        Scenario(
            "another's has not", "GET users.getPresence?userId=id-agent", as: .plain, status: 200,
            contains: [#"{"presence":"offline","success":true}"#]),
        Scenario(
            "by user name", "GET users.getPresence?username=agent", as: .plain, status: 200,
            contains: [#"{"presence":"offline","success":true}"#]),
        Scenario(
            "nobody's is none", "GET users.getPresence?userId=none", as: .plain, status: 400,
            contains: ["does not match any users [error-invalid-user]"]),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
