/// A user to be made.
public struct NewUser: Sendable {
    /// The id, chosen by the caller only at the first start and in the demo.
    public var id = Identifier.newID()
    /// The user name.
    public var username: String
    /// The name shown to people.
    public var name: String
    /// The main address without white space at its ends, nil for programs.
    public var email: String? {
        didSet { email = email?.trimmed }
    }
    /// Whether the address counts as proven.
    public var emailIsVerified = false
    /// bcrypt text, nil for somebody who cannot log in by password.
    public var passwordHash: String?
    /// `user`, `bot` or `app`.
    public var type = "user"
    /// Ids of roles; nil for the workspace's default roles.
    public var roles: [String]?
    /// Whether they may log in.
    public var active = true
    /// Whether they must choose a new password.
    public var requiresPasswordChange = false
    /// What they say about themselves.
    public var bio: String?
    /// What others call them.
    public var nickname: String?
    /// Their words about their status.
    public var statusText: String?
    /// The workspace's own fields.
    public var customFields: JSON?

    /// A user with a name; the rest has its defaults.
    public init(username: String, name: String) {
        self.username = username
        self.name = name
    }
}

extension NewUser {
    /// True for names of digits, ASCII letters, `-`, `_` and `.` (contract 5.2).
    public static func isValidUsername(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= Limits.usernameBytes
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
                }
            }
    }

    /// True for what can be an e-mail address: something, one `@`, a host with no empty label.
    public static func isValidEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, text.utf8.count <= 254 else { return false }
        guard
            text.unicodeScalars.allSatisfy({
                $0.value > 0x20 && $0.value != 0x7F && !"<>\\,;:\"()[]".contains(Character($0))
            })
        else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.allSatisfy { !$0.isEmpty && !$0.hasPrefix("-") && !$0.hasSuffix("-") }
    }

    /// True when the name has `<`, `>`, `\` or `/`, percent-encoded or not (contract 5.2).
    public static func nameIsUnsafe(_ name: String) -> Bool {
        // By code points: a letter with a mark above it would hide a slash from a comparison of characters.
        if name.unicodeScalars.contains(where: { "<>\\/".unicodeScalars.contains($0) }) { return true }
        let lower = Array(name.lowercased().unicodeScalars)
        return ["%3c", "%3e", "%5c", "%2f"].contains { lower.contains(Array($0.unicodeScalars)) }
    }

    /// User names that nobody may take (contract 5.2).
    public static let reservedUsernames: Set = ["admin", "administrator", "system", "user", "all", "here"]
}

extension Settings {
    private static let defaultRolesID = "Accounts_Registration_Users_Default_Roles"

    /// Ids of the roles that a new user gets.
    public var defaultRoles: [String] {
        (self[Settings.defaultRolesID].string ?? "user").split(separator: ",")
            .map { $0.filter { !$0.isWhitespace } }.distinct
    }

    /// Ids of the roles that people get while a setting has a value: none for most settings.
    public static func rolesHandedOut(by id: String, _ value: JSON) -> Set<String> {
        id == defaultRolesID ? Set(Settings(stored: [id: value]).defaultRoles) : []
    }

    /// User names that nobody may take, in lower case: the contract's and those of `Accounts_BlockedUsernameList`.
    public var reservedUsernames: Set<String> {
        let blocked = (self["Accounts_BlockedUsernameList"].string ?? "").split(separator: ",")
        return NewUser.reservedUsernames.union(blocked.map { String($0.filter { !$0.isWhitespace }).folded })
    }
}
