import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET settings` and `settings.public` (contract 5.5).
@Suite("GET settings")
struct ListSettingsTests {
    static let rows: [Scenario] = [
        Scenario(
            "an administrator lists all by id", "GET settings?count=0", status: 200,
            contains: [
                #"{"settings":[{"_id":"API_Allow_Infinite_Count","value":true},"#, "Livechat_secret_token",
                "Omnichannel_enable_department_removal",
            ], holds: "5.5.16", "D29.9"),
        Scenario(
            "others list public ones", "GET settings?count=0", as: .plain, status: 200,
            contains: [
                #"{"_id":"Site_Url","value":""}"#, #"{"_id":"Livechat_title","value":"Rocket.Chat"}"#, #""total":59,"#,
            ], lacks: ["secret", "Block_", "Livechat_offline_email", "Webhook", "webhook", "Token"], holds: "5.5.17"),
        Scenario(
            "nobody needs to log in for those", "GET settings.public?_id=Site_Url,LDAP_Enable,none", as: .nobody,
            status: 200,
            contains: [
                #"{"settings":[{"_id":"LDAP_Enable","value":false},{"_id":"Site_Url","value":""}],"count":2,"offset":0,"total":2"#
            ], holds: "5.5.20", "5.5.23"),
        Scenario(
            "none is public by being asked for", "GET settings.public?_id=Livechat_secret_token", as: .nobody,
            status: 200, contains: [#"{"settings":[],"count":0"#], holds: "5.5.21"),
        Scenario(
            "its query is strict", "GET settings.public?x=1", as: .nobody, status: 400,
            contains: ["must NOT have additional properties [invalid-params]"], holds: "5.5.22"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
