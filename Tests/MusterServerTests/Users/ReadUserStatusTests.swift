import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET users.getStatus` (contract 5.2).
@Suite("GET users.getStatus")
struct ReadUserStatusTests {
    static let rows: [Scenario] = [
        Scenario(
            "one's own has a connection", "GET users.getStatus", as: .plain, status: 200,
            contains: [#"{"_id":"id-plain","connectionStatus":"offline","status":"offline","success":true}"#],
            holds: "5.2.114"),
        Scenario(
            "another's has not", "GET users.getStatus?username=agent", as: .plain, status: 200,
            contains: [#"{"_id":"id-agent","status":"offline","success":true}"#], holds: "5.2.115"),
        Scenario(
            "nobody's is none", "GET users.getStatus?userId=none", status: 400,
            contains: ["does not match any users [error-invalid-user]"], holds: "5.2.116"),
        Scenario(
            "one's own is told with its connection, by whatever name", "GET users.getStatus?username=plain",
            as: .plain, status: 200,
            contains: [#"{"_id":"id-plain","connectionStatus":"offline","status":"offline","success":true}"#],
            holds: "5.2.114"),
        Scenario(
            "another's is told by user too", "GET users.getStatus?user=agent", as: .plain, status: 200,
            contains: [#"{"_id":"id-agent","status":"offline","success":true}"#], holds: "5.2.115"),
        Scenario(
            "an unknown name has no status", "GET users.getStatus?username=none", as: .plain, status: 400,
            contains: [SetUserStatusTests.nobody], holds: "5.2.116"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
