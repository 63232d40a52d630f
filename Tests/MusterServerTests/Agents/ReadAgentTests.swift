import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET livechat/users/:type/:_id` (contract 4.5).
@Suite("GET livechat/users/:type/:_id")
struct ReadAgentTests {
    static let rows: [Scenario] = [
        Scenario(
            "an agent is read", "GET livechat/users/agent/id-agent", status: 200,
            contains: [#"{"user":{"_id":"id-agent","username":"agent","#]),
        Scenario(
            "who has not the role reads as null", "GET livechat/users/agent/id-plain", status: 200,
            contains: [#"{"user":null,"success":true}"#], holds: "4.5.39"),
        Scenario(
            "who is nobody is not found", "GET livechat/users/agent/none", status: 400,
            contains: [#"{"success":false,"error":"User not found"}"#], holds: "4.5.35"),
        Scenario(
            "the user is looked for before the type", "GET livechat/users/boss/none", status: 400,
            contains: ["User not found"], holds: "4.5.41"),
        Scenario(
            "then the type", "GET livechat/users/boss/id-agent", status: 400, contains: ["Invalid type"],
            holds: "4.5.42"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
