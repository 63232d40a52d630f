import MusterModel
import Testing

/// D72: how a text of the environment becomes a setting's value.
@Suite("A text of the environment is read by the setting's type")
struct SettingTextTests {
    @Test(
        arguments: [
            ("Site_Url", "https://chat.example.com", "https://chat.example.com"), ("Site_Url", "", ""),
            ("Site_Url", "5", "5"), ("SMTP_Port", "587", "587"), ("Livechat_enabled", "false", false),
            ("Livechat_enabled", "TRUE", true), ("API_Default_Count", "20", 20),
            ("API_Default_Count", "0.5", .number(0.5)),
            ("API_Default_Count", "-1", -1), ("Livechat_hide_system_messages", #"["uj"]"#, ["uj"]),
            ("Accounts_CustomFields", "{}", "{}"),
        ] as [(String, String, JSON)])
    func `it becomes this value`(_ id: String, _ text: String, _ value: JSON) {
        #expect(Settings.value(of: id, from: text) == value)
    }

    @Test(arguments: [
        ("Livechat_enabled", "yes"), ("Livechat_enabled", ""), ("Livechat_enabled", "1"), ("API_Default_Count", "ten"),
        ("API_Default_Count", ""), ("API_Default_Count", "1e999"), ("API_Default_Count", "true"),
        ("API_Default_Count", #""20""#), ("Livechat_hide_system_messages", "uj"),
        ("Livechat_hide_system_messages", "{}"), ("UTF8_User_Names_Validation", "["), ("no_setting", "x"),
    ])
    func `anything else is none`(_ id: String, _ text: String) {
        #expect(Settings.value(of: id, from: text) == nil)
    }
}
