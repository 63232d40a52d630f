import Foundation
import MusterModel
import MusterTestSupport
import Testing

/// `OVERWRITE_SETTING_<id>` (D72).
@Suite("A setting that the environment sets stays as it says", .programs)
struct OverwriteSettingTests {
    private static func environment(_ settings: [String: String]) -> [String: String] {
        var variables = ["ADMIN_PASS": Installation.password]
        for (id, text) in settings { variables["OVERWRITE_SETTING_" + id] = text }
        return variables
    }

    private static func save(_ id: String, _ value: JSON, _ server: ServerProcess, _ headers: [(String, String)]) throws
        -> HTTPAnswer
    {
        let body: JSON = ["value": value]
        return try server.send("POST", "settings/\(id)", headers, body: body.text())
    }

    @Test func `its value is there from the first request, of each type, and the API cannot change it`() throws {
        let installation = try Installation()
        let server = try installation.serve(
            environment: Self.environment([
                "Show_Setup_Wizard": "completed", "API_Default_Count": "7", "Livechat_enabled": "false",
                "Livechat_hide_system_messages": #"["uj"]"#, "Site_Name": "", "SMTP_Password": "a mail secret",
            ]))
        let headers = try installation.headers()
        let rows: [(String, JSON, JSON)] = [
            ("Show_Setup_Wizard", "completed", "pending"), ("API_Default_Count", 7, 8),
            ("Livechat_enabled", false, true), ("Livechat_hide_system_messages", ["uj"], []), ("Site_Name", "", "x"),
        ]
        for (id, value, other) in rows {
            let answer = try Self.save(id, other, server, headers)
            #expect(answer.status == 400, "\(id)")
            #expect(answer.json?.object?["errorType"] == "error-setting-overwritten", "\(answer.text)")
            #expect(answer.text.contains("The environment of the server sets \(id)"))
            #expect(try server.send("GET", "settings/\(id)", headers).json?.object?["value"] == value, "\(id)")
            #expect(try Self.save(id, value, server, headers).text == #"{"success":true}"#, "the same is no change")
        }
        #expect(try Self.save("SMTP_Password", "", server, headers).status == 400)
        #expect(try Self.save("Site_Url", "https://example.com", server, headers).status == 200, "others are free")
        #expect(!server.standardErrorText.contains("a mail secret"))
        #expect(server.terminate() == 0)
        #expect(try installation.command("doctor").status == 0)
    }

    @Test func `it wins over what was stored, at every start, and stays until somebody changes it`() throws {
        let installation = try Installation.prepared()
        let first = try installation.serve()
        let headers = try installation.headers()
        #expect(try Self.save("Site_Name", "Stored", first, headers).status == 200)
        #expect(first.terminate() == 0)
        for name in ["Given", "Given", "Another"] {
            let server = try installation.serve(environment: Self.environment(["Site_Name": name]))
            let value = try server.send("GET", "settings/Site_Name", headers).json?.object?["value"]
            #expect(value == .string(name))
            #expect(server.terminate() == 0)
        }
        let last = try installation.serve()
        #expect(try last.send("GET", "settings/Site_Name", headers).json?.object?["value"] == "Another")
        #expect(try Self.save("Site_Name", "Free", last, headers).status == 200)
        #expect(last.terminate() == 0)
        #expect(try installation.command("doctor").status == 0)
    }

    @Test(arguments: [
        ("Nope", "x", "names no setting"), ("site_url", "x", "names no setting"), ("", "x", "names no setting"),
        ("Livechat_enabled", "maybe", "must be true or false, not maybe"),
        ("Livechat_enabled", "", "must be true or false, not"),
        ("API_Default_Count", "ten", "must be a number, not ten"),
        ("Livechat_hide_system_messages", "uj", "must be a JSON array, not uj"),
        ("UTF8_User_Names_Validation", "[", "must be a regular expression, not ["),
    ])
    func `an unknown id or a bad value ends the start, before a file is made`(
        _ id: String, _ text: String, _ message: String
    ) throws {
        let installation = try Installation()
        let result = try installation.command("serve", "--port", "0", environment: Self.environment([id: text]))
        #expect(result.status == 64)
        #expect(result.output == "")
        #expect(result.error.contains("OVERWRITE_SETTING_\(id) \(message)"), "\(result.error)")
        #expect(!FileManager.default.fileExists(atPath: installation.database))
    }
}
