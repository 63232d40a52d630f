/// A role: a named set of permissions that users hold.
public struct Role: Sendable, Equatable {
    /// The id; of a default role also its name.
    public let id: String
    /// The name, unique.
    public let name: String
    /// `Users` (held everywhere) or `Subscriptions` (held in one room).
    public let scope: String
    /// What the role is for.
    public let description: String
    /// Whether its holders need a second factor.
    public let mandatory2FA: Bool
    /// True for the default roles: they cannot be deleted, renamed or given another scope.
    public let isProtected: Bool
    /// The last change.
    public let updatedAt: Timestamp

    /// A role; the defaults of the last three are those of a default role.
    public init(
        id: String, name: String, scope: String, description: String, mandatory2FA: Bool = false,
        isProtected: Bool = true, updatedAt: Timestamp = Timestamp(milliseconds: 0)
    ) {
        self.id = id
        self.name = name
        self.scope = scope
        self.description = description
        self.mandatory2FA = mandatory2FA
        self.isProtected = isProtected
        self.updatedAt = updatedAt
    }

    /// Full rights over the workspace.
    public static let admin = "admin"
    /// Answers chats.
    public static let agent = "livechat-agent"
    /// Runs the support organisation, all of it.
    public static let manager = "livechat-manager"
    /// Supervises the units they are a monitor of.
    public static let monitor = "livechat-monitor"
    /// Confines its holders, whatever else they hold (contract 5.4).
    public static let guest = "guest"
    /// Programs.
    public static let bot = "bot"

    /// What a guest may do at most (contract 5.4).
    public static let guestPermissions: Set = ["view-d-room", "view-joined-room", "view-p-room", "start-discussion"]

    /// The roles that exist from the first start, all protected (contract 7.2).
    public static let defaults: [Role] = [
        Role(id: admin, name: admin, scope: "Users", description: "Admin"),
        Role(id: agent, name: agent, scope: "Users", description: "Livechat Agent"),
        Role(id: manager, name: manager, scope: "Users", description: "Livechat Manager"),
        Role(id: "moderator", name: "moderator", scope: "Subscriptions", description: "Moderator"),
        Role(id: "leader", name: "leader", scope: "Subscriptions", description: "Leader"),
        Role(id: "owner", name: "owner", scope: "Subscriptions", description: "Owner"),
        Role(id: "user", name: "user", scope: "Users", description: ""),
        Role(id: bot, name: bot, scope: "Users", description: ""),
        Role(id: "app", name: "app", scope: "Users", description: ""),
        Role(id: guest, name: guest, scope: "Users", description: ""),
        Role(id: "anonymous", name: "anonymous", scope: "Users", description: ""),
        Role(id: monitor, name: monitor, scope: "Users", description: ""),
        Role(id: "auditor", name: "auditor", scope: "Users", description: ""),
        Role(id: "auditor-log", name: "auditor-log", scope: "Users", description: ""),
    ]
}
