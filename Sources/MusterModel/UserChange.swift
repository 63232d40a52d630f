/// What shall become of a user; nil members stay as they are.
public struct UserChange: Sendable {
    /// The user name.
    public var username: String?
    /// The name shown to people.
    public var name: String?
    /// The main address without white space at its ends; a blank one is none.
    public var email: String? {
        didSet { email = email.flatMap { $0.isBlank ? nil : $0.trimmed } }
    }
    /// Whether the address counts as proven; nil: a new address does not, the present one stays as it is.
    public var emailIsVerified: Bool?
    /// What they say about themselves.
    public var bio: String?
    /// What others call them.
    public var nickname: String?
    /// Their words about their status; what is over 120 characters is cut off.
    public var statusText: String? {
        didSet { statusText = statusText.map(UserChange.cutStatusText) }
    }
    /// `online`, `away`, `busy` or `offline`.
    public var status: String?
    /// Ids of roles.
    public var roles: [String]?
    /// bcrypt text of a new password: it ends every session and token at once (D21).
    public var passwordHash: String?
    /// What is stored of the present password they were asked for; nil when nobody asked (D25).
    public var provenHash: String?
    /// Whether they must choose a new password.
    public var requiresPasswordChange: Bool?
    /// Whether they may log in.
    public var active: Bool?
    /// The workspace's own fields.
    public var customFields: JSON?

    /// No change at all.
    public init() {}

    /// Characters of a `bio` (contract 5.2).
    public static let bioCharactersMax = 260
    /// Characters of a `nickname` (contract 5.2).
    public static let nicknameCharactersMax = 120
    /// A status's words without what is over 120 characters (contract 5.2): code points, for of what looks like one
    /// character there is no end.
    public static func cutStatusText(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.prefix(120)))
    }

    /// What is wrong with a status (contract 5.2).
    public enum StatusFault: Sendable {
        /// There is no such status.
        case unknown
        /// It is `offline`, and nobody may be invisible.
        case invisible
    }

    /// What is wrong with a status, nil when nothing is.
    ///
    /// - Parameters:
    ///   - status: The status that is wanted.
    ///   - settings: The workspace's settings.
    public static func fault(ofStatus status: String, _ settings: Settings) -> StatusFault? {
        guard ["online", "away", "offline", "busy"].contains(status) else { return .unknown }
        return status != "offline" || settings.isOn("Accounts_AllowInvisibleStatusOption") ? nil : .invisible
    }
}

extension JSON {
    /// The same, when it may be the custom fields of somebody.
    ///
    /// - Throws: `error-invalid-params` when they are larger than anybody needs.
    public func customFields() throws -> JSON {
        guard bytes().count <= Limits.customBytes else { throw Failure.tooManyMembers }
        return self
    }
}

extension Settings {
    /// Whether a change of one's own address or password asks for the present password (D65).
    public var asksForPresentPassword: Bool { isOn("Accounts_TwoFactorAuthentication_Enabled") }
}
