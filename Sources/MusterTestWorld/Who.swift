/// The people of the test world; each has a token, and an id and user name derived from their name here.
public enum Who: String, Sendable, CaseIterable {
    /// Holds admin.
    case admin
    /// Holds livechat-manager.
    case manager
    /// Monitors unit A.
    case monitorA
    /// Monitors unit B.
    case monitorB
    /// Holds livechat-monitor, monitors nothing.
    case idleMonitor
    /// Holds livechat-agent, works in the department "sales".
    case agent
    /// Holds user only.
    case plain
    /// Holds guest and admin: the guest's confinement wins.
    case guest
    /// Held livechat-monitor when they were deactivated; their token is dead.
    case inactive
    /// Nobody: no headers.
    case nobody
    /// The admin's id with a wrong token.
    case stranger

    /// Their id.
    public var id: String { "id-\(rawValue)" }
    /// Their user name.
    public var username: String { rawValue }
    /// Their token.
    public var token: String { "token-of-\(rawValue)" }
    /// Their password, where they have one (admin and plain).
    public var password: String { "password of \(rawValue)" }
    /// Its hash, of the least cost that bcrypt has: people of the world log in by the hundred.
    var passwordHash: String? {
        switch self {
        case .admin: "$2b$04$abcdefghijklmnopqrstuuLErfJcqVs5WmTBe81HcjBmFpL6m76E2"
        case .plain: "$2b$04$abcdefghijklmnopqrstuukflRbMIQLUKiSmaykgxIHm9O8xR3Hy."
        default: nil
        }
    }

    /// Their roles.
    public var roles: [String] {
        switch self {
        case .admin: ["admin", "user"]
        case .manager: ["user", "livechat-manager"]
        case .monitorA, .monitorB, .idleMonitor, .inactive: ["user", "livechat-monitor"]
        case .agent: ["user", "livechat-agent"]
        case .plain: ["user"]
        case .guest: ["guest", "admin"]
        case .nobody, .stranger: []
        }
    }

    /// Those who exist.
    public static let people: [Who] = allCases.filter { $0 != .nobody && $0 != .stranger }
}
