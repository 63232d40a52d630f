/// A role to be made, or what one shall become.
public struct NewRole: Sendable {
    /// The name, unique.
    public let name: String
    /// `Users` or `Subscriptions`.
    public let scope: String
    /// What it is for; nil: nothing yet, or what it was for before.
    public let description: String?
    /// Whether its holders need a second factor; nil: no, or as before.
    public let mandatory2FA: Bool?

    /// A role to be.
    public init(name: String, scope: String?, description: String?, mandatory2FA: Bool?) {
        self.name = name
        self.scope = scope ?? "Users"
        self.description = description
        self.mandatory2FA = mandatory2FA
    }
}

/// How a request names a role.
public enum RoleReference: Sendable {
    /// By its id.
    case id(String)
    /// By its name, or its id, as older clients do.
    case name(String)
}

/// A role that is gone.
public struct DeletedRole: Sendable {
    /// The id it had.
    public let id: String
    /// The name it had.
    public let name: String
    /// When it was deleted.
    public let at: Timestamp

    /// A role as the event log remembers it.
    public init(id: String, name: String, at: Timestamp) {
        self.id = id
        self.name = name
        self.at = at
    }
}

extension Role {
    /// What the event log keeps of a role.
    public var forEventLog: JSONObject {
        [
            "name": .string(name), "scope": .string(scope), "description": .string(description),
            "mandatory2fa": .bool(mandatory2FA),
        ]
    }
}
