import Hummingbird
import MusterModel
import MusterStore
import NIOCore

/// Where a request came from.
struct Origin: Sendable {
    /// The connection, or the request's part of it: the only way to close it.
    let channel: any Channel
    /// True for one of many requests that share a connection (HTTP/2): its channel is its own, the connection's is
    /// that one's parent.
    let isStream: Bool
    /// The peer's address.
    let socket: ClientAddress
}

/// The way in of a request over HTTP/2, which the library reads.
struct RequestContextOfMuster: RequestContext {
    var coreContext: CoreRequestContextStorage
    let origin: Origin

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        let channel = source.channel
        origin = Origin(
            channel: channel, isStream: channel.parent?.parent != nil, socket: ClientAddress(of: channel))
    }
}

/// What every handler may use, made once when the server starts.
struct Services: Sendable {
    let store: Store
    let throttle: LoginThrottle
    let limiter: RateLimiter
    let unauthenticated: UnauthenticatedLimit
    let passwords: PasswordHasher
    let overload: Overload
    let mail: MailQueue
    /// Sent with every answer.
    let fields: ServerFields
    /// What the server was told when it was started.
    let options: ServerOptions
    /// Says when the server is about to stop.
    let drain: Drain
    /// When the server was made.
    let started = ContinuousClock.now
}

/// One request on its way through a handler.
///
/// `Who` is `Caller` for routes that need a login: their handlers cannot be reached without one. Open routes have
/// `Caller?`.
struct Call<Who: Sendable>: Sendable {
    let services: Services
    let caller: Who
    /// The store; each of its transactions confirms what the request was admitted by.
    let store: Store
    /// What roles permit; nothing outside of the API for who presents no token.
    private let policy: Policy?
    /// What the path says, percent-decoded.
    let parameters: [String: String]
    let query: Query
    let requestID: String
    /// The client's address (D36).
    let address: ClientAddress
    fileprivate let source: BodySource

    init(
        services: Services, caller: Who, admission: Admission?, parameters: [String: String], query: Query,
        requestID: String, address: ClientAddress, source: BodySource
    ) {
        self.services = services
        self.caller = caller
        store = admission.map(services.store.admitted) ?? services.store
        policy = admission?.policy
        self.parameters = parameters
        self.query = query
        self.requestID = requestID
        self.address = address
        self.source = source
    }

    /// The workspace's settings.
    var settings: Settings { policy?.settings ?? Settings() }

    /// Whether somebody has a permission.
    func permits(_ permission: String, to caller: Caller) -> Bool {
        policy?.permits(permission, to: caller.roles) ?? false
    }

    /// A part of the path.
    ///
    /// - Throws: A fault when the route has no such part.
    func parameter(_ name: String) throws -> String {
        guard let value = parameters[name] else { throw Failure(.fault, "the route has no part :\(name)") }
        return value
    }

    /// The token presented; empty without one.
    var token: String { source.fields.token ?? "" }

    /// Reads the body: the first moment a byte of it is touched (D3, D10).
    func body() async throws -> JSONObject { try await Overload.aside { try await source.object() } }

    /// Reads the body as an uploaded form; nil, and nothing is read, when it is of another type.
    func form() async throws -> MultipartForm? { try await Overload.aside { try await source.form() } }

    /// Whether the client has what carries this tag already.
    func has(etag: String) -> Bool { source.fields.ifNoneMatch.map { Reply.names($0, etag) } ?? false }
}

extension Call<Caller> {
    /// Whether the caller has a permission.
    func holds(_ permission: String) -> Bool { permits(permission, to: caller) }
}
