import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.5, D23, D29.
@Suite("Settings are read, changed and heeded at once", .holds("5.5"))
struct SettingTests {
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
