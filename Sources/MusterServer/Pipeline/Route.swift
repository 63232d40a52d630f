import HTTPTypes
import MusterModel

/// Who may use a route.
enum Access: Sendable, Equatable {
    /// Everybody, logged in or not.
    case open
    /// Whoever is logged in.
    case login
    /// Who holds all of these permissions.
    case all([String])
    /// Who holds any of these permissions.
    case any([String])
    /// Who holds the permission, or has the role.
    case permissionOrRole(String, role: String)

    /// The permissions to look up.
    var permissions: [String] {
        switch self {
        case .open, .login: []
        case .all(let names), .any(let names): names
        case .permissionOrRole(let name, _): [name]
        }
    }

    /// Whether a caller who holds these of the permissions may pass.
    func admits(_ caller: Caller, holding held: Set<String>) -> Bool {
        switch self {
        case .open, .login: true
        case .all(let names): held.isSuperset(of: names)
        case .any(let names): !held.isDisjoint(with: names)
        case .permissionOrRole(let name, let role): held.contains(name) || caller.roles.contains(role)
        }
    }
}

/// One row of the table of routes.
struct Route: Sendable {
    enum Handler: Sendable {
        case open(@Sendable (Call<Caller?>) async throws -> Reply)
        case loggedIn(@Sendable (Call<Caller>) async throws -> Reply)
    }

    let method: HTTPRequest.Method
    /// The whole path; segments that start with `:` are parameters.
    let path: String
    let access: Access
    let bodyBytesMax: Int
    /// What it is for, takes and answers.
    let about: About
    let handler: Handler
    /// A name of the 4.x generation: answers carry the deprecation headers (D34).
    let replacement: String?

    /// Method and path, as `GET /api/v1/me`.
    var name: String { "\(method.rawValue) \(path)" }

    /// True for routes of the API, apart from health, documents and the like.
    var isOfAPI: Bool { path.hasPrefix("/api/v1/") || path.hasPrefix("/api/muster/v1/") && method != .get }

    /// True for calls of methods, which have limits of their own.
    var isMethodCall: Bool { path.hasPrefix("/api/v1/method.call") }

    /// True where nothing can honour a `query` that asks something of the rows (D80).
    var refusesQuery: Bool {
        isOfAPI && method == .get && about.query?.members.contains { $0.key == "query" } != true
    }

    /// A route for callers who are logged in. Paths without a leading slash stand below `/api/v1/`.
    init(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access, bodyBytesMax: Int = Limits.bodyBytes,
        replacedBy replacement: String? = nil, _ about: About,
        _ handler: @escaping @Sendable (Call<Caller>) async throws -> Reply
    ) {
        self.method = method
        self.path = path.hasPrefix("/") ? path : "/api/v1/" + path
        self.access = access
        self.bodyBytesMax = bodyBytesMax
        self.about = about
        self.handler = .loggedIn(handler)
        self.replacement = replacement
    }

    /// A route for everybody.
    init(
        open method: HTTPRequest.Method, _ path: String, bodyBytesMax: Int = Limits.openBodyBytes, _ about: About,
        _ handler: @escaping @Sendable (Call<Caller?>) async throws -> Reply
    ) {
        self.method = method
        self.path = path.hasPrefix("/") ? path : "/api/v1/" + path
        access = .open
        self.bodyBytesMax = bodyBytesMax
        self.about = about
        self.handler = .open(handler)
        replacement = nil
    }
}
