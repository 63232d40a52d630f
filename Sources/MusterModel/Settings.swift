/// The workspace's settings: what was stored, over the original's defaults.
public struct Settings: Sendable {
    private let stored: [String: JSON]

    /// Settings of which some were stored.
    public init(stored: [String: JSON] = [:]) { self.stored = stored }

    /// The value of a setting; null for one that does not exist.
    public subscript(id: String) -> JSON { stored[id] ?? Settings.defaults[id] ?? .null }

    /// The truth value of a setting.
    public func isOn(_ id: String) -> Bool { self[id].bool ?? false }

    /// The number of a setting.
    public func int(_ id: String) -> Int {
        guard let number = self[id].number, let whole = Int(exactly: number.rounded()) else { return 0 }
        return whole
    }

    /// The defaults of the settings that Muster heeds so far (contract 1.3, 1.15, 5.5).
    public static let defaults: [String: JSON] = [
        "API_Default_Count": 50,
        "API_Upper_Count_Limit": 100,
        "API_Allow_Infinite_Count": true,
        "API_Enable_CORS": false,
        "API_CORS_Origin": "*",
        "Accounts_LoginExpiration": 90,
        "Accounts_Registration_Users_Default_Roles": "user",
        "Accounts_BlockedUsernameList": "",
        "Block_Multiple_Failed_Logins_Enabled": true,
        "Block_Multiple_Failed_Logins_By_User": true,
        "Block_Multiple_Failed_Logins_Attempts_Until_Block_by_User": 10,
        "Block_Multiple_Failed_Logins_Time_To_Unblock_By_User_In_Minutes": 5,
        "Block_Multiple_Failed_Logins_By_Ip": true,
        "Block_Multiple_Failed_Logins_Attempts_Until_Block_By_Ip": 50,
        "Block_Multiple_Failed_Logins_Time_To_Unblock_By_Ip_In_Minutes": 5,
        "Block_Multiple_Failed_Logins_Ip_Whitelist": "",
        "Site_Url": "",
    ]
}
