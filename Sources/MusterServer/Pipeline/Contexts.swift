import Hummingbird
import MusterModel
import MusterStore
import NIOCore

/// What Hummingbird knows of one request beside the request itself.
struct RequestContextOfMuster: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The connection: the peer's address, and the only way to close it.
    let channel: any Channel
    /// True for one of many requests that share a connection (HTTP/2): its channel is its own, the connection's is
    /// that one's parent.
    var isStream: Bool { channel.parent?.parent != nil }

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}

/// What every handler may use, made once when the server starts.
struct Services: Sendable {
    let store: Store
    let throttle: LoginThrottle
    let limiter: RateLimiter
    let unauthenticated: UnauthenticatedLimit
    let passwords: PasswordDesk
    let mail: MailDesk
    /// Sent with every answer, so that a client behind a balancer can tell servers apart.
    let instanceID: String
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
    /// What the path says, percent-decoded.
    let parameters: [String: String]
    let query: Query
    let settings: Settings
    let requestID: String
    /// The client's address (D36).
    let address: ClientAddress
    fileprivate let source: BodySource

    var store: Store { services.store }

    init(
        services: Services, caller: Who, parameters: [String: String], query: Query, settings: Settings,
        requestID: String, address: ClientAddress, source: BodySource
    ) {
        self.services = services
        self.caller = caller
        self.parameters = parameters
        self.query = query
        self.settings = settings
        self.requestID = requestID
        self.address = address
        self.source = source
    }

    /// A part of the path.
    func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// The token presented; empty without one.
    var token: String { source.request.headers[.xAuthToken] ?? "" }

    /// Reads the body: the first moment a byte of it is touched (D3, D10).
    func body() async throws -> JSONObject { try await source.object() }

    /// Reads the body as an uploaded form; nil, and nothing is read, when it is of another type.
    func form() async throws -> MultipartForm? { try await source.form() }

    /// Whether the client has what carries this tag already.
    func has(etag: String) -> Bool { source.request.headers[.ifNoneMatch].map { Reply.names($0, etag) } ?? false }
}
