/// What shall become of a user; nil members stay as they are.
public struct UserChange: Sendable {
    /// The user name.
    public var username: String?
    /// The name shown to people.
    public var name: String?
    /// The main address.
    public var email: String?
    /// Whether the address counts as proven; nil: a new address does not, the present one stays as it is.
    public var emailIsVerified: Bool?
    /// What he says of himself.
    public var bio: String?
    /// What others call him.
    public var nickname: String?
    /// His words about his status.
    public var statusText: String?
    /// `online`, `away`, `busy` or `offline`.
    public var status: String?
    /// Ids of roles.
    public var roles: [String]?
    /// bcrypt text of a new password: it ends every session and token at once (D21).
    public var passwordHash: String?
    /// Whether he must choose a new password.
    public var requiresPasswordChange: Bool?
    /// Whether he may log in.
    public var active: Bool?
    /// The workspace's own fields.
    public var customFields: JSON?

    /// No change at all.
    public init() {}

    /// Characters of a `bio` and of a `nickname` (contract 5.2).
    public static let bioCharactersMax = 260
    public static let nicknameCharactersMax = 120
    /// Characters of a status's words; more are cut off (contract 5.2).
    public static let statusTextCharactersMax = 120
    /// What a status can be.
    public static let statuses = ["online", "away", "offline", "busy"]
}
