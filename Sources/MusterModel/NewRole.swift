/// A role to be made, or what one shall become.
public struct NewRole: Sendable {
    /// The name, unique.
    public let name: String
    /// `Users` or `Subscriptions`.
    public let scope: String
    /// What it is for.
    public let description: String
    /// Whether its holders need a second factor.
    public let mandatory2FA: Bool

    /// A role to be.
    public init(name: String, scope: String?, description: String?, mandatory2FA: Bool?) {
        self.name = name
        self.scope = scope ?? "Users"
        self.description = description ?? ""
        self.mandatory2FA = mandatory2FA ?? false
    }
}

/// How a request names a role.
public enum RoleReference: Sendable {
    /// By its id.
    case id(String)
    /// By its name, or its id, as older clients do.
    case name(String)
}

extension Role {
    /// What the event log keeps of a role.
    public var forEventLog: JSON {
        [
            "name": .string(name), "scope": .string(scope), "description": .string(description),
            "mandatory2fa": .bool(mandatory2FA),
        ]
    }
}
