import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
public import Logging
public import MusterModel
public import MusterStore
import NIOCore
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
    /// How long a body may take to arrive.
    public var bodySeconds = Limits.bodySeconds
    /// Requests that only read worked on at once, and requests that change something (D96).
    public var readingRequestsMax = Limits.readingRequests, writingRequestsMax = Limits.writingRequests
    /// Requests of either kind that may wait for that.
    public var waitingRequestsMax = Limits.waitingRequests
    /// How long they may.
    public var waitMilliseconds = Limits.waitMilliseconds
    /// Rows up to which a list that is asked for whole is one piece, and longer ones sent at once (D98).
    public var streamedRows = Limits.streamedRows, streamsMax = Limits.streams
    /// Where figures for Prometheus are served; nil for nowhere.
    public var metrics: MetricsOptions?
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
        let mail = MailQueue(sendmail: options.sendmail, logger: logger)
        let services = Services(
            store: store, throttle: LoginThrottle(), limiter: RateLimiter(), unauthenticated: UnauthenticatedLimit(),
            passwords: PasswordHasher(), overload: Overload(options, logger), mail: mail,
            fields: ServerFields(instanceID: Identifier.newID()),
            options: options, drain: drain)
        let certificate = try options.certificate.map { try WatchedCertificate($0, logger) }
        let connections = Connections(options, logger)
        let gate = Gate(services: services, routes: RouteFinder(Routes.all), logger: logger)
        let application = Application(
            responder: gate, server: server(certificate, gate, connections),
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port), serverName: nil, backlog: Limits.acceptQueue,
                availableConnectionsDelegate: ConnectionAdmission(connections: connections)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? options.port) },
            logger: logger)
        let metrics = options.metrics.map { metrics in
            MetricsListener(
                figures: Figures(services, connections, metrics), options: metrics,
                fields: services.fields,
                logger: logger)
        }
        // The last is told first to stop: figures are served until the end.
        return (certificate.map { [$0] } ?? []) + (metrics.map { [$0] } ?? [])
            + [mail, MemoryReturn(connections: connections), application]
    }

    /// Counts from now on, for the whole process: once, and before a store is opened.
    public static func collectMetrics() { MetricsRegistry.install() }

    /// HTTP/1 without certificates; with them HTTP/2 or HTTP/1.1 over TLS.
    private static func server(
        _ certificate: WatchedCertificate?, _ gate: Gate, _ connections: Connections
    ) -> HTTPServerBuilder {
        let http2 = HTTP2ChannelConfiguration(
            idleTimeout: .seconds(Limits.idleSeconds), gracefulCloseTimeout: .seconds(Limits.shutdownSeconds),
            streamConfiguration: .init(
                additionalChannelHandlers: [AnswerFlow()], idleTimeout: .seconds(Int64(Limits.idleSeconds))))
        return HTTPServerBuilder { responder in
            let fields = gate.services.fields
            let http1 = HTTP1Connection(serverFields: fields) { request, origin in
                let reply = await gate.reply(to: request, from: origin)
                return reply.message(of: fields, isHead: request.method == .head, date: .now)
            }
            guard let certificate else { return WatchedChannel(base: http1, connections: connections) }
            let encrypted = EncryptedConnection(
                certificate: certificate, http1: http1,
                http2: HTTP2Channel(responder: responder, configuration: http2))
            return WatchedChannel(base: encrypted, connections: connections)
        }
    }
}
