import HTTPTypes
import MusterModel

/// Who may use a route.
enum Access: Sendable, Equatable {
    /// Everybody, logged in or not.
    case open
    /// Everybody who is logged in.
    case login
    /// Who holds all of these permissions.
    case all([String])
    /// Who holds any of these permissions.
    case any([String])
    /// Who holds the permission, or has the role.
    case permissionOrRole(String, role: String)

    /// Whether a caller may pass.
    func admits(_ caller: Caller, by policy: Policy) -> Bool {
        switch self {
        case .open, .login: true
        case .all(let names): names.allSatisfy { policy.permits($0, to: caller.roles) }
        case .any(let names): names.contains { policy.permits($0, to: caller.roles) }
        case .permissionOrRole(let name, let role):
            policy.permits(name, to: caller.roles) || caller.roles.contains(role)
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
    /// Counts its requests.
    let tally: RouteTally

    /// Method and path, as `GET /api/v1/me`.
    let name: String
    /// True for routes of the API, apart from health, documents and the like.
    let isOfAPI: Bool
    /// True where it matters who asks. Health must not depend on the store.
    let asksWho: Bool
    /// True for calls of methods, which have limits of their own.
    let isMethodCall: Bool
    /// True where nothing can honour a `query` that asks something of the rows (D80).
    let refusesQuery: Bool

    /// A route for callers who are logged in. Paths without a leading slash stand below `/api/v1/`.
    init(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access, bodyBytesMax: Int = Limits.bodyBytes,
        replacedBy replacement: String? = nil, _ about: About,
        _ handler: @escaping @Sendable (Call<Caller>) async throws -> Reply
    ) {
        self.init(method, path, access, bodyBytesMax, replacement, about, .loggedIn(handler))
    }

    /// A route for everybody.
    init(
        open method: HTTPRequest.Method, _ path: String, bodyBytesMax: Int = Limits.openBodyBytes, _ about: About,
        _ handler: @escaping @Sendable (Call<Caller?>) async throws -> Reply
    ) {
        self.init(method, path, .open, bodyBytesMax, nil, about, .open(handler))
    }

    private init(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access, _ bodyBytesMax: Int, _ replacement: String?,
        _ about: About, _ handler: Handler
    ) {
        let path = path.hasPrefix("/") ? path : "/api/v1/" + path
        self.method = method
        self.path = path
        self.access = access
        self.bodyBytesMax = bodyBytesMax
        self.about = about
        self.handler = handler
        self.replacement = replacement
        tally = RouteTally(method: method.rawValue, path: path)
        name = "\(method.rawValue) \(path)"
        isOfAPI = path.hasPrefix("/api/v1/") || path.hasPrefix("/api/muster/v1/") && method != .get
        asksWho = !path.hasPrefix("/health/")
        isMethodCall = path.hasPrefix("/api/v1/method.call")
        refusesQuery = isOfAPI && method == .get && about.query?.members.contains { $0.name == "query" } != true
    }
}
