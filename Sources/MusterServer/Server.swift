import Hummingbird
import HummingbirdCore
public import Logging
import MusterModel
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
    public var trustedProxies: Set<String> = []
    /// Connections open at once.
    public var connectionsMax = Limits.connections
    /// Login tokens a user may hold (`MAX_RESUME_LOGIN_TOKENS`).
    public var loginTokensMax = 50

    /// The defaults.
    public init() {}
}

/// The HTTP server over a store.
public enum MusterServer {
    /// A server that is not running yet.
    ///
    /// - Parameters:
    ///   - store: Where everything is.
    ///   - options: Where to listen and whom to trust.
    ///   - logger: Where the request lines go.
    ///   - onListening: Called with the real port once connections are accepted.
    public static func make(
        store: Store, options: ServerOptions, logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) async -> Void
    ) -> some Service {
        let services = Services(
            store: store, throttle: LoginThrottle(), passwords: PasswordDesk(), instanceID: Identifier.newID(),
            options: options)
        var http = HTTP1Channel.Configuration(idleTimeout: .seconds(Int64(Limits.idleSeconds)))
        http.httpDecoder = .init(
            maxHeaderFieldSize: Limits.headerBytes, maxHeaderListSize: Limits.headerBytes,
            maxHeaderFieldCount: Limits.headerFields)
        return Application(
            responder: Gate(services: services, routes: RouteFinder(Routes.all), logger: logger),
            server: .http1(configuration: http),
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port), serverName: nil,
                availableConnectionsDelegate: .maximum(options.connectionsMax, logger: logger)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? options.port) },
            logger: logger)
    }
}
