import Facts
import MusterModel
import Testing

/// Small rules of the model: settings, callers, texts of failures.
@Suite("Small rules of the model")
struct RulesTests {
    /// Defaults as contract 1.3, 1.15 and 5.5 print them.
    static let defaults: [(id: String, value: JSON)] = [
        ("API_Default_Count", 50),
        ("API_Upper_Count_Limit", 100),
        ("API_Allow_Infinite_Count", true),
        ("API_Enable_CORS", false),
        ("API_CORS_Origin", "*"),
        ("Accounts_LoginExpiration", 90),
        ("Accounts_Registration_Users_Default_Roles", "user"),
        ("Accounts_BlockedUsernameList", ""),
        ("Block_Multiple_Failed_Logins_Enabled", true),
        ("Block_Multiple_Failed_Logins_By_User", true),
        ("Block_Multiple_Failed_Logins_Attempts_Until_Block_by_User", 10),
        ("Block_Multiple_Failed_Logins_Time_To_Unblock_By_User_In_Minutes", 5),
        ("Block_Multiple_Failed_Logins_By_Ip", true),
        ("Block_Multiple_Failed_Logins_Attempts_Until_Block_By_Ip", 50),
        ("Block_Multiple_Failed_Logins_Time_To_Unblock_By_Ip_In_Minutes", 5),
        ("Block_Multiple_Failed_Logins_Ip_Whitelist", ""),
    ]

    @Test(arguments: defaults)
    func `a setting has the original's default until one is stored`(_ row: (id: String, value: JSON)) {
        #expect(Settings()[row.id] == row.value)
        #expect(Settings(stored: [row.id: "other"])[row.id] == "other")
        #expect(Settings(stored: ["another": 1])[row.id] == row.value)
    }

    @Test func `a setting that is not there, or of another type, is off and zero`() {
        let settings = Settings(stored: ["text": "5", "number": .number(7.4), "huge": .number(1e300), "on": true])
        #expect(settings["unknown"] == .null)
        #expect(!settings.isOn("unknown") && !settings.isOn("text") && !settings.isOn("number") && settings.isOn("on"))
        #expect(settings.number("unknown") == 0)
        #expect(settings.number("text") == 0)
        #expect(settings.number("huge") == Double(Limits.settingNumber))
        #expect(settings.number("number") == 7.4)
        #expect(settings.number("API_Default_Count") == 50)
    }

    @Test(
        .holds("6.1.1"),
        arguments: [
            ([], false), (["user"], false), (["livechat-monitor"], true),
            (["livechat-monitor", "livechat-agent"], true),
            (["livechat-monitor", "admin"], false), (["livechat-monitor", "livechat-manager"], false),
            (["admin"], false),
            (["livechat-agent"], false), (["livechat-monitor", "guest"], true),
        ])
    func `restricted is a monitor who is neither admin nor manager`(_ roles: [String], _ restricted: Bool) {
        let caller = Caller(id: "i", username: "u", roles: Set(roles), hashedToken: "", requestID: "")
        #expect(caller.isRestricted == restricted)
    }

    @Test func `the program itself is an admin whom nothing restricts`() {
        let caller = Caller.system("muster")
        #expect(caller.id == "muster" && caller.roles == ["admin"] && !caller.isRestricted)
    }

    @Test(arguments: [
        (Failure.plain("Reason"), "Reason"), (.typed("Reason", "some-id"), "Reason [some-id]"),
        (.typed(nil, "some-id"), "[some-id]"), (.match("Missing key 'a'"), "Match error: Missing key 'a'"),
        (.schema("must be string"), "must be string [invalid-params]"), (Failure(.fault, nil), ""),
    ])
    func `a failure's text is the reason and the id in brackets`(_ failure: Failure, _ text: String) {
        #expect(failure.text == text)
    }

    @Test func `a typed failure names the method in its details`() {
        let failure = Failure.typed("Unit not found", "unit-not-found", method: "livechat:removeUnit")
        #expect(failure.details == ["method": "livechat:removeUnit"])
        #expect(failure.kind == .invalid)
    }
}
