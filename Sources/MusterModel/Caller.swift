/// Who makes a request.
public struct Caller: Sendable, Equatable {
    /// The user's id.
    public let id: String
    /// Their user name.
    public let username: String
    /// Their roles.
    public let roles: Set<String>
    /// The digest of the token presented; what `logout` removes.
    public let hashedToken: String
    /// The request's id, written into every event of theirs.
    public let requestID: String

    /// A caller.
    public init(id: String, username: String, roles: Set<String>, hashedToken: String, requestID: String) {
        self.id = id
        self.username = username
        self.roles = roles
        self.hashedToken = hashedToken
        self.requestID = requestID
    }

    /// True when section 6 of the contract confines the caller to the units they monitor.
    public var isRestricted: Bool {
        roles.contains(Role.monitor) && roles.isDisjoint(with: [Role.admin, Role.manager])
    }

    /// The actor of what the program itself does: the first start, the command line.
    public static func system(_ name: String) -> Caller {
        Caller(id: name, username: name, roles: [Role.admin], hashedToken: "", requestID: "")
    }
}
