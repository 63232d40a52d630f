import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.2 (setPreferences, logout).
@Suite("Preferences and sessions of oneself, and of others for who may", .holds("5.1", "5.2"))
struct SetPreferencesTests {
    static let rows: [Scenario] = [
        Scenario(
            "the preferences are missed", "POST users.setPreferences", as: .plain, body: #"{"x":1}"#, status: 400,
            contains: [Refusal.missing("data")], holds: "5.1.20"),
        Scenario(
            "members beside them are refused", "POST users.setPreferences", as: .plain, body: #"{"data":{},"x":1}"#,
            status: 400, contains: [Refusal.extraMember], holds: "5.1.20"),
        Scenario(
            "who may not is refused before the user is looked for", "POST users.setPreferences", as: .plain,
            body: #"{"userId":"none","data":{}}"#, status: 400,
            contains: ["Editing user is not allowed [error-action-not-allowed]"], holds: "5.2.129"),
        Scenario(
            "one's own id is oneself", "POST users.setPreferences", as: .plain,
            body: #"{"userId":"id-plain","data":{"useEmojis":false}}"#, status: 200,
            contains: [#"{"user":{"_id":"id-plain""#, #""useEmojis":false"#], events: ["user.preferences-changed"],
            holds: "5.2.131"),
        Scenario(
            "who may edit others sets theirs", "POST users.setPreferences",
            body: #"{"userId":"id-agent","data":{"useEmojis":false}}"#, status: 200,
            contains: [#"{"user":{"_id":"id-agent","settings":{"preferences":{"#, #""useEmojis":false"#],
            events: ["user.preferences-changed"], holds: "5.2.131"),
        Scenario(
            "a user who is not there has the contract's error", "POST users.setPreferences",
            body: #"{"userId":"none","data":{}}"#, status: 400,
            contains: [#"The optional \"userId\" param provided does not match any users [error-invalid-user]"#],
            holds: "5.2.130"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(.holds("5.1.21"), arguments: TestEngine.allCases)
    func `later preferences are added to earlier ones key by key, and me shows them`(
        _ engine: TestEngine
    ) async throws {
        let route = "users.setPreferences"
        try await TestServer.run(engine) { server in
            let first = #"{"data":{"useEmojis":false,"language":"de"}}"#
            _ = try await server.fetch("POST", route, as: .plain, body: first)
            let second = #"{"data":{"sendOnEnter":"alternative"}}"#
            let answer = try await server.fetch("POST", route, as: .plain, body: second)
            let me = try await server.fetch("GET", "me", as: .plain)
            for shown in [answer.found("user", "settings", "preferences"), me.found("settings", "preferences")] {
                #expect(shown?.found("useEmojis") == false && shown?.found("sendOnEnter") == "alternative")
                #expect(shown?.found("masterVolume") == 100, "what nobody changed is the default")
            }
            #expect(answer.found("user", "settings", "preferences", "language") == "de")
            #expect(me.found("language") == "de")
            let other = try await server.fetch("GET", "me", as: .agent)
            #expect(other.found("settings", "preferences", "useEmojis") == true)
        }
    }
}
