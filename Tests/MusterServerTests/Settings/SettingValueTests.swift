import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.5, D29.
@Suite("A setting takes values of its own type, and an id is exactly an id", .holds("5.5"))
struct SettingValueTests {
    static let unknown: [Scenario] = [
        Scenario(
            "an id has its case", "GET settings/site_url", status: 400, contains: [#"{"success":false}"#],
            holds: "5.5.2"),
        Scenario(
            "an id that only looks alike is not read", "GET settings/Omnichannel_External_Frame_Encryption_JW%E2%84%AA",
            status: 400, contains: [#"{"success":false}"#], holds: "5.5.3"),
        Scenario(
            "an id that only looks alike is not stored",
            "POST settings/Omnichannel_External_Frame_Encryption_JW%E2%84%AA", body: #"{"value":"x"}"#, status: 400,
            contains: [#"{"success":false}"#], holds: "5.5.3"),
        Scenario(
            "an unknown id is refused whatever the value", "POST settings/none", body: #"{"value":{}}"#, status: 400,
            contains: [#"{"success":false}"#], lacks: ["errorType"], holds: "5.5.9"),
        Scenario(
            "who may not read gets no answer about an id", "GET settings/none", as: .manager, status: 403,
            contains: [Refusal.forbidden], holds: "5.1.37"),
        Scenario(
            "who may not change is refused before id and body", "POST settings/none", as: .manager, body: "{",
            status: 403, contains: [Refusal.forbidden], holds: "5.1.37"),
    ]

    static let values: [Scenario] = [
        Scenario(
            "a colour may name its editor", "POST settings/Livechat_title_color",
            body: #"{"editor":"color","value":"red"}"#, status: 200, contains: [#"{"success":true}"#],
            events: ["setting.changed"], holds: "5.5.7"),
        Scenario(
            "an editor alone is no value", "POST settings/Livechat_title_color", body: #"{"editor":"color"}"#,
            status: 400, contains: [#"{"success":false}"#], holds: "5.5.7"),
        Scenario(
            "what is no action is not executed", "POST settings/Livechat_enabled", body: #"{"execute":true}"#,
            status: 400, contains: [#"{"success":false}"#], holds: "5.5.8"),
        Scenario(
            "a body that is no object has no value", "POST settings/Site_Url", body: #"["x"]"#, status: 400,
            contains: [#"{"success":false}"#], holds: "5.5.10"),
        Scenario(
            "an absent body has none either", "POST settings/Site_Url", status: 400, contains: [#"{"success":false}"#],
            holds: "5.5.11"),
        Scenario(
            "a false one is a value", "POST settings/Livechat_enabled", body: #"{"value":false}"#, status: 200,
            events: ["setting.changed"], holds: "5.5.5"),
        Scenario(
            "zero is a value", "POST settings/API_Default_Count", body: #"{"value":0}"#, status: 200,
            events: ["setting.changed"], holds: "5.5.5"),
        Scenario(
            "an empty text is a value", "POST settings/API_CORS_Origin", body: #"{"value":""}"#, status: 200,
            events: ["setting.changed"], holds: "5.5.6"),
        Scenario(
            "an empty list is a value", "POST settings/Livechat_hide_system_messages", body: #"{"value":[]}"#,
            status: 200, events: ["setting.changed"], holds: "5.5.6"),
    ]

    static let pages: [Scenario] = [
        Scenario(
            "a page of settings", "GET settings?count=1&offset=1", status: 200,
            contains: [
                #"{"settings":[{"_id":"API_Apply_permission_view-outside-room_on_users-list","#,
                #""value":false}],"count":1,"offset":1,"total":"#,
            ], holds: "5.5.18"),
        Scenario(
            "a number of public ones is named in the schema's words", "GET settings.public?count=x", as: .nobody,
            status: 400, contains: [#""must be number [invalid-params]""#, #""errorType":"invalid-params""#],
            holds: "5.5.24"),
        Scenario(
            "a list of ids is one text", "GET settings.public?_id[]=Site_Url", as: .nobody, status: 400,
            contains: ["must be string [invalid-params]"], holds: "5.5.23"),
        Scenario(
            "fields are refused of public ones", "GET settings.public?fields=%7B%7D", as: .nobody, status: 400,
            contains: ["must NOT have additional properties [invalid-params]"], holds: "5.5.22"),
        Scenario(
            "a query of public ones finds by id", "GET settings.public?query=%7B%22_id%22%3A%22none%22%7D&count=1",
            as: .nobody, status: 200, contains: [#"{"settings":[],"count":0,"offset":0,"total":0,"#], holds: "5.5.25"),
        Scenario(
            "query and fields of the list are honoured",
            "GET settings?query=%7B%22_id%22%3A%22Site_Url%22%7D&fields=%7B%22_id%22:1%7D&count=1", status: 200,
            contains: [#"{"settings":[{"_id":"Site_Url"}],"count":1,"offset":0,"total":1,"#], holds: "5.5.19"),
        Scenario(
            "nobody lists settings without a login", "GET settings", as: .nobody, status: 401,
            contains: [#""error":"You must be logged in to do this.""#], holds: "5.1.38"),
    ]

    /// JSON of another type than the setting's.
    static let wrong: [(id: String, values: [String])] = [
        ("Livechat_enabled", [#""true""#, "1", "null", "[]", "{}"]),
        ("API_Default_Count", [#""5""#, "true", "null", "[5]"]), ("Site_Url", ["5", "false", "[]", "{}"]),
        ("Livechat_hide_system_messages", [#""uj""#, "{}", "null"]),
    ]

    static let types: [Scenario] = wrong.flatMap { id, values in
        values.map { value in
            Scenario(
                "\(value) is no value of \(id)", "POST settings/\(id)", body: #"{"value":\#(value)}"#, status: 400,
                contains: [#"{"success":false,"error":""#, #""errorType":"error-invalid-setting-value""#])
        }
    }

    @Test(.holds("5.5.12", "5.5.13"), arguments: TestEngine.allCases, unknown + values + pages + types)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(.holds("5.5.15"), arguments: TestEngine.allCases)
    func `what looks the same and is written otherwise is another value`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for text in ["\u{E9}", "e\u{301}", "\u{E9}"] {
                let saved = try await server.send(
                    "POST", "settings/Livechat_title", body: #"{"value":"\#(text)"}"#)
                #expect(saved.status == 200)
                let read = try await server.fetch("GET", "settings/Livechat_title").found("value")?.string ?? ""
                // Two texts are equal for Swift when they look the same.
                #expect(Array(read.utf8) == Array(text.utf8))
            }
            #expect(try await server.eventKinds().count == 3)
        }
    }

    @Test(.holds("5.5.14"), arguments: TestEngine.allCases, ["1e400", "-1e400"])
    func `a number without end leaves a number behind`(_ engine: TestEngine, _ number: String) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.send("POST", "settings/API_Default_Count", body: #"{"value":\#(number)}"#)
            let value = try await server.fetch("GET", "settings/API_Default_Count").found("value")
            #expect(value?.number != nil, "\(value?.text() ?? "nothing")")
        }
    }

    @Test(.holds("5.5.4", "D29.3"), arguments: TestEngine.allCases)
    func `what is stored is shown by each of the reads`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = #"{"value":"https://a.example"}"#
            #expect(try await server.send("POST", "settings/Site_Url", body: body).text == #"{"success":true}"#)
            for (path, who) in [
                ("settings/Site_Url", Who.admin), ("settings?count=0", .admin), ("settings?count=0", .plain),
                ("settings.public?_id=Site_Url", .nobody),
            ] {
                let answer = try await server.send("GET", path, as: who)
                #expect(answer.text.contains(#"{"_id":"Site_Url","value":"https://a.example""#), "\(path)")
            }
        }
    }
}
