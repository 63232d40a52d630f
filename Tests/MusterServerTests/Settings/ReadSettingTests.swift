import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET settings/:_id` (contract 5.5).
@Suite("GET settings/:_id")
struct ReadSettingTests {
    static let rows: [Scenario] = [
        Scenario(
            "a setting has exactly these members", "GET settings/Livechat_Routing_Method", status: 200,
            contains: [#"{"_id":"Livechat_Routing_Method","value":"Auto_Selection","success":true}"#], holds: "5.5.1"),
        Scenario(
            "an unknown one is refused", "GET settings/none", status: 400, contains: [#"{"success":false}"#],
            holds: "5.5.2"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
