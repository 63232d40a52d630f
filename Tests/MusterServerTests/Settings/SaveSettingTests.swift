import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `POST settings/:_id` (contract 5.5, D29, D72).
@Suite("POST settings/:_id")
struct SaveSettingTests {
    static let rows: [Scenario] = [
        Scenario(
            "a value is stored", "POST settings/Site_Url", body: #"{"value":"https://example.com"}"#, status: 200,
            contains: [#"{"success":true}"#], events: ["setting.changed"], holds: "5.5.4", "D29.3"),
        Scenario(
            "an unknown one is not", "POST settings/none", body: #"{"value":1}"#, status: 400,
            contains: [#"{"success":false}"#], holds: "5.5.9", "D29.5"),
        Scenario(
            "nor no value", "POST settings/Site_Url", body: "{}", status: 400, contains: [#"{"success":false}"#],
            holds: "5.5.10"),
        Scenario(
            "nor one of another type", "POST settings/Livechat_enabled", body: #"{"value":"yes"}"#, status: 400,
            contains: [
                #""error":"Invalid setting value [error-invalid-setting-value]","errorType":"error-invalid-setting-value""#
            ], holds: "5.5.12", "D29.6"),
        Scenario(
            "nor null", "POST settings/Site_Url", body: #"{"value":null}"#, status: 400,
            contains: ["error-invalid-setting-value"], holds: "5.5.13"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
