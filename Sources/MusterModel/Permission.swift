/// A permission and the roles that have it.
public struct Permission: Sendable, Equatable {
    /// The id.
    public let id: String
    /// Ids of roles.
    public let roles: [String]
    /// The last change.
    public let updatedAt: Timestamp

    /// A permission as it stands in the store.
    public init(id: String, roles: [String], updatedAt: Timestamp) {
        self.id = id
        self.roles = roles
        self.updatedAt = updatedAt
    }

    /// What the event log keeps of a permission.
    public var forEventLog: JSONObject { ["roles": .texts(roles.sorted())] }

    /// The beginning of ids of permissions that stand for one setting each (contract 5.4).
    public static let settingPrefix = "change-setting-"

    /// The setting it stands for, nil for an ordinary permission.
    public var settingID: String? { Permission.settingID(of: id) }

    /// The setting a permission of that id stands for, nil for an ordinary one.
    public static func settingID(of id: String) -> String? {
        guard id.hasPrefix(settingPrefix) else { return nil }
        let setting = String(id.dropFirst(settingPrefix.count))
        return Settings.isKnown(setting) ? setting : nil
    }
}
