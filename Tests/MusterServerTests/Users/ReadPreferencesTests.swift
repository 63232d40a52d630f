import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET users.getPreferences`: one's own, over the defaults.
@Suite("GET users.getPreferences")
struct ReadPreferencesTests {
    static let rows: [Scenario] = [
        Scenario(
            "preferences are the defaults at first", "GET users.getPreferences", as: .plain, status: 200,
            contains: [#"{"preferences":{"#, #""masterVolume":100"#, #"},"success":true}"#], lacks: ["language"])
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
