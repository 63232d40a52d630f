/// The workspace's settings: what was stored, over the original's defaults.
public struct Settings: Sendable {
    private let stored: [String: JSON]

    /// Settings of which some were stored.
    public init(stored: [String: JSON] = [:]) { self.stored = stored }

    /// The value of a setting; null for one that does not exist.
    public subscript(id: String) -> JSON { stored[id] ?? Settings.defaults[id] ?? .null }

    /// The truth value of a setting.
    public func isOn(_ id: String) -> Bool { self[id].bool ?? false }

    /// True for a setting that exists.
    public static func isKnown(_ id: String) -> Bool {
        // Every id is ASCII, and no text that only looks like one is.
        defaults[id] != nil && id.utf8.allSatisfy { $0 < 0x80 }
    }

    /// Settings that anybody may read (contract 5.5).
    public static let publicIDs = publicOmnichannelIDs.union([
        "API_Apply_permission_view-outside-room_on_users-list", "Accounts_CustomFields", "Accounts_EmailVerification",
        "Accounts_ManuallyApproveNewUsers", "Accounts_RequirePasswordConfirmation",
        "Accounts_TwoFactorAuthentication_By_Email_Enabled", "Accounts_iframe_enabled", "E2E_Enable", "LDAP_Enable",
        "Show_Setup_Wizard", "Site_Name", "Site_Url", "UI_DisplayRoles", "UTF8_User_Names_Validation",
        "WebRTC_Enabled",
    ])

    /// Settings whose values the event log does not keep: they are secrets of other services.
    public static let secretIDs: Set = [
        "Livechat_External_Queue_Token", "Livechat_RDStation_Token", "Livechat_secret_token",
        "Omnichannel_External_Frame_Encryption_JWK", "SMTP_Password",
    ]

    /// Settings that can be changed, but whose values no answer shows.
    public static let hiddenIDs: Set = ["SMTP_Password"]

    /// The value of a setting as answers show it.
    public func shown(_ id: String) -> JSON { Settings.hiddenIDs.contains(id) ? "" : self[id] }

    /// Every setting with its default (contract 1.3, 1.13, 1.15, 5.5, D29).
    public static let defaults = heeded.merging(omnichannelDefaults) { $1 }

    /// The defaults of the settings that Muster heeds, and of those that clients ask for.
    private static let heeded: [String: JSON] = [
        "API_Default_Count": 50,
        "API_Upper_Count_Limit": 100,
        "API_Allow_Infinite_Count": true,
        "API_Enable_CORS": false,
        "API_CORS_Origin": "*",
        "Accounts_LoginExpiration": 90,
        "Accounts_Registration_Users_Default_Roles": "user",
        "Accounts_BlockedUsernameList": "",
        "Accounts_CustomFields": "",
        "Accounts_EmailVerification": false,
        "Accounts_ManuallyApproveNewUsers": false,
        "Accounts_RequirePasswordConfirmation": true,
        "Accounts_TwoFactorAuthentication_By_Email_Enabled": true,
        "Accounts_iframe_enabled": false,
        "Block_Multiple_Failed_Logins_Enabled": true,
        "Block_Multiple_Failed_Logins_By_User": true,
        "Block_Multiple_Failed_Logins_Attempts_Until_Block_by_User": 10,
        "Block_Multiple_Failed_Logins_Time_To_Unblock_By_User_In_Minutes": 5,
        "Block_Multiple_Failed_Logins_By_Ip": true,
        "Block_Multiple_Failed_Logins_Attempts_Until_Block_By_Ip": 50,
        "Block_Multiple_Failed_Logins_Time_To_Unblock_By_Ip_In_Minutes": 5,
        "Block_Multiple_Failed_Logins_Ip_Whitelist": "",
        "Show_Setup_Wizard": "pending",
        "Site_Name": "Rocket.Chat",
        "Site_Url": "",
        "UTF8_User_Names_Validation": .string(usernamePattern),
        "API_Enable_Rate_Limiter": true,
        "API_Enable_Rate_Limiter_Dev": true,
        "API_Enable_Rate_Limiter_Limit_Calls_Default": 10,
        "API_Enable_Rate_Limiter_Limit_Time_Default": 60_000,
        "API_Apply_permission_view-outside-room_on_users-list": false,
        "Accounts_AllowUserProfileChange": true,
        "Accounts_AllowUserAvatarChange": true,
        "Accounts_AllowRealNameChange": true,
        "Accounts_AllowUserStatusMessageChange": true,
        "Accounts_AllowUsernameChange": true,
        "Accounts_AllowEmailChange": true,
        "Accounts_AllowPasswordChange": true,
        "Accounts_AllowInvisibleStatusOption": true,
        "Accounts_PasswordReset": true,
        "Accounts_TwoFactorAuthentication_Enabled": true,
        "Accounts_TwoFactorAuthentication_RememberFor": 1800,
        "Accounts_AllowDeleteOwnAccount": false,
        "Accounts_RegistrationForm": "Public",
        "Accounts_Password_Policy_Enabled": false,
        "Accounts_Password_Policy_MinLength": 7,
        "Accounts_Password_Policy_MaxLength": -1,
        "Accounts_Password_Policy_ForbidRepeatingCharacters": true,
        "Accounts_Password_Policy_ForbidRepeatingCharactersCount": 3,
        "Accounts_Password_Policy_AtLeastOneLowercase": true,
        "Accounts_Password_Policy_AtLeastOneUppercase": true,
        "Accounts_Password_Policy_AtLeastOneNumber": true,
        "Accounts_Password_Policy_AtLeastOneSpecialCharacter": true,
        "DDP_Rate_Limit_IP_Enabled": true,
        "DDP_Rate_Limit_IP_Requests_Allowed": 120_000,
        "DDP_Rate_Limit_IP_Interval_Time": 60_000,
        "DDP_Rate_Limit_User_Enabled": true,
        "DDP_Rate_Limit_User_Requests_Allowed": 1_200,
        "DDP_Rate_Limit_User_Interval_Time": 60_000,
        "DDP_Rate_Limit_Connection_Enabled": true,
        "DDP_Rate_Limit_Connection_Requests_Allowed": 600,
        "DDP_Rate_Limit_Connection_Interval_Time": 60_000,
        "DDP_Rate_Limit_User_By_Method_Enabled": true,
        "DDP_Rate_Limit_User_By_Method_Requests_Allowed": 20,
        "DDP_Rate_Limit_User_By_Method_Interval_Time": 10_000,
        "DDP_Rate_Limit_Connection_By_Method_Enabled": true,
        "DDP_Rate_Limit_Connection_By_Method_Requests_Allowed": 10,
        "DDP_Rate_Limit_Connection_By_Method_Interval_Time": 10_000,
        "UI_DisplayRoles": true,
        "LDAP_Enable": false,
        "E2E_Enable": false,
        "From_Email": "",
        "SMS_Enabled": false,
        "SMTP_Host": "",
        "SMTP_Password": "",
        "SMTP_Port": "",
        "SMTP_Username": "",
        "WebRTC_Enabled": false,
    ]
}
