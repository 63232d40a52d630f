import Facts
import Foundation
import MusterModel
import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// D73: the settings that scripts set, and what they do here.
@Suite("Settings that scripts set are stored, and heeded where their effect exists")
struct ScriptSettingTests {
    private static func save(_ setting: String, _ value: JSON, _ server: TestServer) async throws -> HTTPAnswer {
        let body: JSON = ["value": value]
        return try await server.send("POST", "settings/\(setting)", body: body.text())
    }

    @Test(.keepsAway("Muster 11.22"), arguments: TestEngine.allCases)
    func `each is stored, and refuses another type`(_ engine: TestEngine) async throws {
        let rows: [(String, JSON, JSON)] = [
            ("Accounts_CustomFields", #"{"a":{"type":"text"}}"#, [:]), ("Accounts_EmailVerification", true, "true"),
            ("Accounts_ManuallyApproveNewUsers", true, 1), ("Accounts_RequirePasswordConfirmation", false, .null),
            ("Accounts_TwoFactorAuthentication_By_Email_Enabled", false, []), ("Accounts_iframe_enabled", true, ""),
            ("E2E_Enable", true, 0), ("From_Email", "m@example.com", false), ("SMS_Enabled", true, "on"),
            ("SMTP_Host", "mail.example.com", 5), ("SMTP_Port", "587", 587), ("SMTP_Username", "m", [:]),
            ("Show_Setup_Wizard", "completed", true), ("Site_Name", "Support", .null),
            ("Site_Url", "https://chat.example.com", 5), ("UTF8_User_Names_Validation", #"[\p{L}]+"#, "["),
            ("WebRTC_Enabled", true, "x"), ("Livechat_WidgetLayoutClasses", "https://example.com/a.js", true),
            ("Livechat_AdditionalWidgetScripts", "https://example.com/b.js", 1),
            ("Livechat_lead_email_regex", ".", false), ("Omnichannel_contact_manager_routing", false, "false"),
        ]
        try await TestServer.run(engine) { server in
            for (id, value, bad) in rows {
                let refused = try await Self.save(id, bad, server)
                #expect(refused.status == 400, "\(id)")
                #expect(refused.json?.found("errorType") == "error-invalid-setting-value", "\(id)")
                #expect(try await Self.save(id, value, server).text == #"{"success":true}"#, "\(id)")
                #expect(try await server.fetch("GET", "settings/\(id)").found("value") == value, "\(id)")
            }
        }
    }

    @Test(.keepsAway("Muster 11.22"), arguments: TestEngine.allCases)
    func `the password of the mail server is shown nowhere`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let secret = "a secret of the mail server"
            #expect(try await Self.save("SMTP_Password", .string(secret), server).status == 200)
            #expect(try await server.world.store.settings()["SMTP_Password"] == .string(secret), "it is kept")
            for path in [
                "settings/SMTP_Password", "settings?count=0", "settings.public?count=0",
                "settings.public?_id=SMTP_Password",
            ] {
                let answer = try await server.send("GET", path)
                #expect(answer.status == 200 && !answer.text.contains(secret), "\(path)")
            }
            let read = try await server.fetch("GET", "settings/SMTP_Password")
            #expect(read.text() == #"{"_id":"SMTP_Password","value":"","success":true}"#)
            let events = try await server.world.events()
            #expect(!"\(events)".contains(secret))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who registers waits for an administrator, where they approve`(_ engine: TestEngine) async throws {
        @Sendable func user(_ name: String) -> String {
            #"{"username":"\#(name)","email":"\#(name)@example.com","name":"N","pass":"a password"}"#
        }
        @Sendable func login(_ name: String) -> String { #"{"user":"\#(name)","password":"a password"}"# }
        try await TestServer.run(engine) { server in
            _ = try await Self.save("Accounts_ManuallyApproveNewUsers", true, server)
            let made = try await server.fetch("POST", "users.register", as: .nobody, body: user("waiting"))
            #expect(made.found("user", "active") == false)
            #expect(try await server.send("POST", "login", as: .nobody, body: login("waiting")).status == 401)
            let id = try #require(made.found("user", "_id")?.string)
            let approve = #"{"userId":"\#(id)","activeStatus":true}"#
            #expect(try await server.send("POST", "users.setActiveStatus", body: approve).status == 200)
            #expect(try await server.send("POST", "login", as: .nobody, body: login("waiting")).status == 200)
            let byAdmin = #"{"username":"made","email":"made@example.com","name":"N","password":"a password"}"#
            #expect(try await server.fetch("POST", "users.create", body: byAdmin).found("user", "active") == true)
            _ = try await Self.save("Accounts_ManuallyApproveNewUsers", false, server)
            let free = try await server.fetch("POST", "users.register", as: .nobody, body: user("free"))
            #expect(free.found("user", "active") == true)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `user names follow the pattern wherever one is chosen`(_ engine: TestEngine) async throws {
        @Sendable func choices(_ name: String) -> [(String, Who, String)] {
            [
                (
                    "users.create", .admin,
                    #"{"username":"\#(name)1","email":"b@example.com","name":"B","password":"p"}"#
                ),
                ("users.register", .nobody, #"{"username":"\#(name)2","email":"c@example.com","name":"B","pass":"p"}"#),
                ("users.update", .admin, #"{"userId":"id-agent","data":{"username":"\#(name)3"}}"#),
                ("users.updateOwnBasicInfo", .plain, #"{"data":{"username":"\#(name)4"}}"#),
            ]
        }
        try await TestServer.run(engine) { server in
            for (route, who, body) in choices("Jörg") {
                #expect(try await server.send("POST", route, as: who, body: body).status == 400, "\(route)")
            }
            _ = try await Self.save("UTF8_User_Names_Validation", #"[\p{L}\p{N}]+"#, server)
            for (route, who, body) in choices("Jörg") {
                let answer = try await server.send("POST", route, as: who, body: body)
                #expect(answer.status == 200, "\(route): \(answer.text)")
            }
            _ = try await Self.save("UTF8_User_Names_Validation", "([a-z]+)*", server)
            let long = String(repeating: "a", count: 200) + "!"
            for (route, who, body) in choices(long) {
                #expect(try await server.send("POST", route, as: who, body: body).status == 400, "\(route)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `custom fields follow their setting`(_ engine: TestEngine) async throws {
        let rules = #"{"city":{"type":"select","options":["Oslo","Bergen"],"required":true}}"#
        @Sendable func update(_ fields: String) -> String {
            #"{"userId":"id-agent","data":{"customFields":\#(fields)}}"#
        }
        try await TestServer.run(engine) { server in
            _ = try await Self.save("Accounts_CustomFields", .string(rules), server)
            let refused = try await server.send("POST", "users.update", body: update(#"{"city":"Rome"}"#))
            #expect(refused.json?.found("errorType") == "error-user-registration-custom-field", "\(refused.text)")
            let missing = try await server.send(
                "POST", "users.updateOwnBasicInfo", as: .plain, body: #"{"data":{},"customFields":{"x":"y"}}"#)
            #expect(missing.text.contains("Field city is required"), "\(missing.text)")
            let done = try await server.send("POST", "users.update", body: update(#"{"city":"Oslo","x":1}"#))
            #expect(done.status == 200)
            let own = try await server.fetch("GET", "me", as: .agent)
            #expect(own.found("customFields") == ["city": "Oslo"])
        }
    }

    /// The default patterns, as a widget in a browser applies them: anywhere, whatever the case.
    private static func finds(_ setting: String, _ text: String) throws -> Bool {
        let pattern = try #require(Settings()[setting].string)
        let expression = try NSRegularExpression(pattern: pattern, options: .caseInsensitive)
        return expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
    }

    @Test(
        .keepsAway("Muster 11.22"),
        arguments: [
            ("Livechat_lead_email_regex", "a@example.com", true),
            ("Livechat_lead_email_regex", "write to A.b+c@x.co.uk.", true),
            ("Livechat_lead_email_regex", "jörg@exämple.org", true), ("Livechat_lead_email_regex", "a@b", true),
            ("Livechat_lead_email_regex", "at example", false), ("Livechat_lead_email_regex", "a @ b", false),
            ("Livechat_lead_phone_regex", "+49 (30) 123456", true),
            ("Livechat_lead_phone_regex", "call 030/1234-56", true),
            ("Livechat_lead_phone_regex", "123456", true), ("Livechat_lead_phone_regex", "+1.202.555.0147", true),
            ("Livechat_lead_phone_regex", "123456789012345", true), ("Livechat_lead_phone_regex", "12345", false),
            ("Livechat_lead_phone_regex", "1234567890123456", false), ("Livechat_lead_phone_regex", "room 12", false),
        ])
    func `leads are found by the default patterns`(_ setting: String, _ text: String, _ isFound: Bool) throws {
        #expect(try Self.finds(setting, text) == isFound)
    }
}
