import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.5, D23, D29.
@Suite("Settings are read, changed and heeded at once", .holds("5.5"))
struct SettingTests {
    static let scenarios: [Scenario] = [
        Scenario(
            "a setting has exactly these members", "GET settings/Livechat_Routing_Method", status: 200,
            contains: [#"{"_id":"Livechat_Routing_Method","value":"Auto_Selection","success":true}"#], holds: "5.5.1"),
        Scenario(
            "an unknown one is refused", "GET settings/none", status: 400, contains: [#"{"success":false}"#],
            holds: "5.5.2"),
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
        Scenario(
            "there is no service to log in with", "GET settings.oauth", as: .nobody, status: 200,
            contains: [#"{"services":[],"success":true}"#], holds: "5.5.26"),
        Scenario(
            "by its other name neither", "GET service.configurations", as: .nobody, status: 200,
            contains: [#"{"configurations":[],"success":true}"#], holds: "5.5.27"),
    ]

    @Test(arguments: TestEngine.allCases, scenarios)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(.holds("D23.4"), arguments: TestEngine.allCases)
    func `a change counts for the next request`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for value in [1, 2, 1] {
                let body = #"{"value":\#(value)}"#
                let saved = try await server.send("POST", "settings/API_Default_Count", body: body)
                #expect(saved.status == 200)
                let list = try await server.send("GET", "livechat/units")
                #expect(list.text.contains(#""count":\#(value),"#))
                let setting = try await server.send("GET", "settings/API_Default_Count")
                #expect(setting.text.contains(#""value":\#(value)"#))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a value that is there already is no change`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for _ in 0..<2 {
                let saved = try await server.send("POST", "settings/Livechat_title", body: #"{"value":"T"}"#)
                #expect(saved.text == #"{"success":true}"#)
            }
            #expect(try await server.eventKinds() == ["setting.changed"])
        }
    }

    @Test(.holds("1.9.8", "5.2.36", "5.5.33"), arguments: TestEngine.allCases)
    func `users are listed to who may see outside of rooms, where that is asked for`(_ engine: TestEngine) async throws
    {
        try await TestServer.run(engine) { server in
            try await server.world.revoke("view-outside-room", from: "user")
            #expect(try await server.send("GET", "users.list", as: .plain).status == 200)
            try await server.world.set("API_Apply_permission_view-outside-room_on_users-list", true)
            try await server.expect(
                Exchange("GET users.list", as: .plain, status: 403, gives: Refusal.plain("unauthorized")))
            #expect(try await server.send("GET", "users.list").status == 200, "the role admin has it too")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the event log keeps values, but no secret`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let secret = #"{"value":"a very secret token"}"#
            #expect(try await server.send("POST", "settings/Livechat_secret_token", body: secret).status == 200)
            #expect(try await server.send("POST", "settings/Livechat_title", body: #"{"value":"T"}"#).status == 200)
            let events = try await server.world.events()
            #expect(events.map(\.subjectID) == ["Livechat_secret_token", "Livechat_title"])
            #expect(!"\(events)".contains("a very secret token"))
            #expect(events.last?.before == ["value": "Rocket.Chat"] && events.last?.after == ["value": "T"])
        }
    }
}
