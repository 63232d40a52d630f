import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// The defaults that contract 1.3, 1.13, 1.15 and 5.5 print (D29).
@Suite("Settings begin as in the contract", .holds("5.5"))
struct SettingDefaultTests {
    private static let limiter: KeyValuePairs<String, JSON> = [
        "API_Enable_Rate_Limiter": true, "API_Enable_Rate_Limiter_Dev": true,
        "API_Enable_Rate_Limiter_Limit_Calls_Default": 10, "API_Enable_Rate_Limiter_Limit_Time_Default": 60_000,
        "DDP_Rate_Limit_User_Requests_Allowed": 1200, "DDP_Rate_Limit_User_Interval_Time": 60_000,
        "DDP_Rate_Limit_Connection_Requests_Allowed": 600, "DDP_Rate_Limit_Connection_Interval_Time": 60_000,
        "DDP_Rate_Limit_IP_Requests_Allowed": 120_000, "DDP_Rate_Limit_IP_Interval_Time": 60_000,
        "DDP_Rate_Limit_User_By_Method_Requests_Allowed": 20, "DDP_Rate_Limit_User_By_Method_Interval_Time": 10_000,
        "DDP_Rate_Limit_Connection_By_Method_Requests_Allowed": 10,
        "DDP_Rate_Limit_Connection_By_Method_Interval_Time": 10_000,
    ]

    private static let blocking: KeyValuePairs<String, JSON> = [
        "Block_Multiple_Failed_Logins_Enabled": true, "Block_Multiple_Failed_Logins_By_User": true,
        "Block_Multiple_Failed_Logins_Attempts_Until_Block_by_User": 10,
        "Block_Multiple_Failed_Logins_Time_To_Unblock_By_User_In_Minutes": 5,
        "Block_Multiple_Failed_Logins_By_Ip": true, "Block_Multiple_Failed_Logins_Attempts_Until_Block_By_Ip": 50,
        "Block_Multiple_Failed_Logins_Time_To_Unblock_By_Ip_In_Minutes": 5,
        "Block_Multiple_Failed_Logins_Ip_Whitelist": "",
    ]

    private static let lists: KeyValuePairs<String, JSON> = [
        "API_Default_Count": 50, "API_Upper_Count_Limit": 100, "API_Allow_Infinite_Count": true,
        "API_Enable_CORS": false, "API_CORS_Origin": "*",
        "API_Apply_permission_view-outside-room_on_users-list": false, "UI_DisplayRoles": true, "LDAP_Enable": false,
    ]

    private static let scripted: KeyValuePairs<String, JSON> = [
        "Accounts_CustomFields": "", "Accounts_EmailVerification": false, "Accounts_ManuallyApproveNewUsers": false,
        "Accounts_RequirePasswordConfirmation": true, "Accounts_TwoFactorAuthentication_By_Email_Enabled": true,
        "Accounts_iframe_enabled": false, "E2E_Enable": false, "From_Email": "", "SMS_Enabled": false,
        "SMTP_Host": "", "SMTP_Password": "", "SMTP_Port": "", "SMTP_Username": "", "Show_Setup_Wizard": "pending",
        "Site_Name": "Rocket.Chat", "Site_Url": "", "UTF8_User_Names_Validation": "[0-9a-zA-Z-_.]+",
        "WebRTC_Enabled": false, "Livechat_WidgetLayoutClasses": "", "Livechat_AdditionalWidgetScripts": "",
        "Omnichannel_contact_manager_routing": true,
    ]

    private static let livechat: KeyValuePairs<String, JSON> = [
        "Livechat_enabled": true, "Livechat_Routing_Method": "Auto_Selection",
        "Livechat_Require_Contact_Verification": "never", "Livechat_accept_chats_with_no_agents": false,
        "Livechat_enabled_when_agent_idle": true, "Livechat_enable_business_hours": false,
        "Livechat_business_hour_type": "Single", "Omnichannel_enable_department_removal": false,
    ]

    private static let accounts: KeyValuePairs<String, JSON> = [
        "Accounts_AllowUserProfileChange": true, "Accounts_AllowUserAvatarChange": true,
        "Accounts_AllowRealNameChange": true, "Accounts_AllowUserStatusMessageChange": true,
        "Accounts_AllowUsernameChange": true, "Accounts_AllowEmailChange": true,
        "Accounts_AllowPasswordChange": true, "Accounts_AllowInvisibleStatusOption": true,
        "Accounts_PasswordReset": true, "Accounts_TwoFactorAuthentication_Enabled": true,
        "Accounts_AllowDeleteOwnAccount": false, "Accounts_TwoFactorAuthentication_RememberFor": 1800,
        "Accounts_LoginExpiration": 90, "Accounts_RegistrationForm": "Public",
        "Accounts_Registration_Users_Default_Roles": "user", "Accounts_BlockedUsernameList": "",
    ]

    private static let policy: KeyValuePairs<String, JSON> = [
        "Accounts_Password_Policy_Enabled": false, "Accounts_Password_Policy_MinLength": 7,
        "Accounts_Password_Policy_MaxLength": -1, "Accounts_Password_Policy_ForbidRepeatingCharacters": true,
        "Accounts_Password_Policy_ForbidRepeatingCharactersCount": 3,
        "Accounts_Password_Policy_AtLeastOneLowercase": true, "Accounts_Password_Policy_AtLeastOneUppercase": true,
        "Accounts_Password_Policy_AtLeastOneNumber": true,
        "Accounts_Password_Policy_AtLeastOneSpecialCharacter": true,
    ]

    @Test(
        .holds("1.13.4", "1.13.17", "5.5.16", "5.5.28", "D29.1"), .keepsAway("Muster 11.22"),
        arguments: TestEngine.allCases)
    func `each has the contract's default in a fresh workspace`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let rows = try await server.fetch("GET", "settings?count=0").found("settings")?.array ?? []
            for table in [
                Self.limiter, Self.blocking, Self.lists, Self.livechat, Self.accounts, Self.policy, Self.scripted,
            ] {
                for (id, value) in table {
                    let row = rows.first { $0.found("_id") == .string(id) }
                    #expect(row?.object?.keys == ["_id", "value"], "\(id)")
                    #expect(row?.found("value") == value, "\(id)")
                }
            }
        }
    }

    @Test(.holds("5.5.29"), arguments: TestEngine.allCases)
    func `four of them are public in any case, those of logins and limits are not`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let ids = try await server.fetch("GET", "settings.public?count=0", as: .nobody).each("settings", "_id")
            for id in [
                "Site_Url", "UI_DisplayRoles", "LDAP_Enable", "API_Apply_permission_view-outside-room_on_users-list",
            ] {
                #expect(ids.contains(id), "\(id)")
            }
            for table in [Self.limiter, Self.blocking, Self.policy] {
                for (id, _) in table { #expect(!ids.contains(id), "\(id)") }
            }
            #expect(ids == ids.sorted())
        }
    }
}
