import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
public import Logging
public import MusterModel
public import MusterStore
import NIOCertificateReloading
import NIOCore
import NIOSSL
public import ServiceLifecycle

/// What the server is told when it is started.
public struct ServerOptions: Sendable {
    /// The address to listen on.
    public var host = "127.0.0.1"
    /// The port to listen on; 0 for any free one.
    public var port = 3000
    /// Addresses whose word about the client's address is believed (D36).
    public var trustedProxies: Set<String> = [] {
        didSet { canonicalProxies = Set(trustedProxies.map(ClientAddress.canonical)) }
    }
    /// The same, each spelled as a socket's address is.
    private(set) var canonicalProxies: Set<String> = []
    /// Connections open at once.
    public var connectionsMax = Limits.connections
    /// Connections of one address, trusted proxies apart; a quarter of all where that is less.
    public var connectionsPerAddress = Limits.connectionsPerAddress
    /// Bytes of answers that all clients together may leave unread.
    public var unreadBytesMax = Limits.unreadBytes
    /// Whether calls are counted at all (D19).
    public var countsCalls = true
    /// Login tokens a user may hold (`MAX_RESUME_LOGIN_TOKENS`).
    public var loginTokensMax = 50
    /// Values of settings that the environment sets, so that the API cannot change them (D72).
    public var overwrittenSettings: [String: JSON] = [:]
    /// The program that sends mail, as `sendmail` does; without one no mail is sent.
    public var sendmail: String?
    /// The certificate to encrypt with; none for plain HTTP.
    public var certificate: CertificateFiles?

    /// The defaults.
    public init() {}
}

/// The HTTP server over a store.
public enum MusterServer {
    /// A server that is not running yet, and what must run before it.
    ///
    /// - Parameters:
    ///   - store: Where everything is.
    ///   - options: Where to listen and whom to trust.
    ///   - drain: Says when the server is about to stop.
    ///   - logger: Where the request lines go.
    ///   - onListening: Called with the real port once connections are accepted.
    /// - Throws: `Failure` when the certificate cannot be used.
    public static func make(
        store: Store, options: ServerOptions, drain: Drain = Drain(), logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) async -> Void
    ) throws -> [any Service] {
        let mail = MailDesk(sendmail: options.sendmail, logger: logger)
        let services = Services(
            store: store, throttle: LoginThrottle(), limiter: RateLimiter(), unauthenticated: UnauthenticatedLimit(),
            passwords: PasswordDesk(), mail: mail, instanceID: Identifier.newID(), options: options, drain: drain)
        let certificates = try options.certificate?.watched(logger)
        let connections = Connections(options, logger)
        let application = Application(
            responder: Gate(services: services, routes: RouteFinder(Routes.all), logger: logger),
            server: try server(certificates, instanceID: services.instanceID, connections),
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port), serverName: nil, backlog: Limits.acceptQueue,
                availableConnectionsDelegate: Admission(connections: connections)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? options.port) },
            logger: logger)
        return (certificates.map { [$0] } ?? []) + [mail, MemoryReturn(connections: connections), application]
    }

    /// HTTP/1 without certificates; with them HTTP/2 or HTTP/1.1 over TLS.
    private static func server(
        _ certificates: TimedCertificateReloader?, instanceID: String, _ connections: Connections
    ) throws -> HTTPServerBuilder {
        let tls = try certificates.map { try TLSConfiguration.serving($0) }
        let http2 = HTTP2ChannelConfiguration(
            idleTimeout: .seconds(Limits.idleSeconds), gracefulCloseTimeout: .seconds(Limits.shutdownSeconds),
            streamConfiguration: .init(
                additionalChannelHandlers: [AnswerFlow()], idleTimeout: .seconds(Int64(Limits.idleSeconds))))
        return HTTPServerBuilder { responder in
            let http1 = HTTP1Connection(responder: responder, instanceID: instanceID)
            guard let tls else { return WatchedChannel(base: http1, connections: connections) }
            let encrypted = try EncryptedConnection(
                tls, http1: http1, http2: HTTP2Channel(responder: responder, configuration: http2))
            return WatchedChannel(base: encrypted, connections: connections)
        }
    }
}
