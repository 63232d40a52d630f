/// A person or program that can be a caller, a monitor or an agent.
public struct User: Sendable, Equatable {
    /// One of a user's e-mail addresses.
    public struct Email: Sendable, Equatable {
        /// The address.
        public let address: String
        /// Whether its owner proved that it is theirs.
        public let verified: Bool

        /// An address.
        public init(address: String, verified: Bool) {
            self.address = address
            self.verified = verified
        }
    }

    /// The id.
    public let id: String
    /// The user name, unique whatever its case.
    public let username: String
    /// The name shown to people.
    public let name: String
    /// `user`, `bot` or `app`.
    public let type: String
    /// False once deactivated: no login, no supervision.
    public let active: Bool
    /// Addresses, the first is the main one.
    public let emails: [Email]
    /// Ids of roles in the order they were given.
    public let roles: [String]
    /// `online`, `away`, `busy` or `offline`.
    public let status: String
    /// The status they chose.
    public let statusDefault: String
    /// Their words about it.
    public let statusText: String?
    /// `available` or `not-available`; only agents have it.
    public let statusLivechat: String?
    /// True for agents, false for those who were.
    public let isAgent: Bool?
    /// What they say about themselves.
    public let bio: String?
    /// What others call them.
    public let nickname: String?
    /// Whether they must choose a new password.
    public let requiresPasswordChange: Bool
    /// Whether they have a password at all.
    public let hasPassword: Bool
    /// The workspace's own fields.
    public let customFields: JSON?
    /// An agent's own fields.
    public let livechat: JSON?
    /// What they prefer beside the defaults.
    public let preferences: JSONObject
    /// Changes with the uploaded image; nil without one.
    public let avatarETag: String?
    /// The last login, nil before the first.
    public let lastLoginAt: Timestamp?
    /// When they were made.
    public let createdAt: Timestamp
    /// Their last change.
    public let updatedAt: Timestamp

    /// A user as the store has them.
    public init(
        id: String, username: String, name: String, type: String, active: Bool, emails: [Email], roles: [String],
        status: String, statusDefault: String, statusText: String?, statusLivechat: String?, isAgent: Bool?,
        bio: String?, nickname: String?, requiresPasswordChange: Bool, hasPassword: Bool, customFields: JSON?,
        livechat: JSON?, preferences: JSONObject, avatarETag: String?, lastLoginAt: Timestamp?, createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.username = username
        self.name = name
        self.type = type
        self.active = active
        self.emails = emails
        self.roles = roles
        self.status = status
        self.statusDefault = statusDefault
        self.statusText = statusText
        self.statusLivechat = statusLivechat
        self.isAgent = isAgent
        self.bio = bio
        self.nickname = nickname
        self.requiresPasswordChange = requiresPasswordChange
        self.hasPassword = hasPassword
        self.customFields = customFields
        self.livechat = livechat
        self.preferences = preferences
        self.avatarETag = avatarETag
        self.lastLoginAt = lastLoginAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension User {
    /// What the event log keeps of a user: all that can be changed, but never the password.
    public var forEventLog: JSONObject {
        var image: JSONObject = [
            "username": .string(username), "name": .string(name), "type": .string(type), "active": .bool(active),
            "roles": .texts(roles),
            "emails": .array(emails.map { ["address": .string($0.address), "verified": .bool($0.verified)] }),
            "status": .string(status), "statusDefault": .string(statusDefault),
        ]
        image["statusText"] = statusText.map(JSON.string)
        image["statusLivechat"] = statusLivechat.map(JSON.string)
        image["operator"] = isAgent.map(JSON.bool)
        image["bio"] = bio.map(JSON.string)
        image["nickname"] = nickname.map(JSON.string)
        image["requirePasswordChange"] = requiresPasswordChange ? true : nil
        image["customFields"] = customFields
        image["livechat"] = livechat
        image["preferences"] = preferences.count > 0 ? .object(preferences) : nil
        image["avatarETag"] = avatarETag.map(JSON.string)
        return image
    }
}
