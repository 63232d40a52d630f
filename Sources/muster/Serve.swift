import ArgumentParser
import Foundation
import Logging
import MusterModel
import MusterServer
import MusterStore
import ServiceLifecycle
import UnixSignals

/// `muster serve`.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the API.",
        discussion: """
            Prints one line on standard output once it accepts connections: Muster is listening on http://HOST:PORT.
            Everything else, the first admin's random password too, goes to standard error. SIGTERM and SIGINT let
            running requests finish.

            Environment: ADMIN_USERNAME, ADMIN_PASS, ADMIN_EMAIL, ADMIN_NAME make the first admin. TEST_MODE=true
            brings a known admin for tests of clients, on loopback only. OVERWRITE_SETTING_<id> gives a setting a value
            that the API cannot change.
            """)

    @OptionGroup var storeOptions: StoreOptions

    @Option(help: "The address to listen on (default: 127.0.0.1).")
    var host: String?

    @Option(help: "The port to listen on; 0 picks a free one (default: 3000).")
    var port: Int?

    @Flag(help: "Fill an empty database with a small organisation and its public admin token; loopback only.")
    var demo = false

    @Option(
        help: ArgumentHelp(
            "Addresses, separated by commas, whose X-Real-IP and X-Forwarded-For are believed (default: none).",
            valueName: "addresses"))
    var trustedProxies: String?

    @Option(
        help: ArgumentHelp(
            "Serve HTTPS with this certificate: a PEM file, the chain after it (default: plain HTTP).",
            valueName: "path"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("The certificate's private key, a PEM file.", valueName: "path"))
    var tlsKey: String?

    @Option(
        help: ArgumentHelp(
            "Seconds to serve on after SIGTERM while /health/ready answers 503 (default: 0).", valueName: "seconds"))
    var drainSeconds: Int?

    @Option(
        help: ArgumentHelp(
            "Send mail with this program, called as sendmail is (default: no mail is sent).", valueName: "path"))
    var sendmail: String?

    @Option(
        help: ArgumentHelp(
            "Serve figures for Prometheus on this port; 0 picks a free one, which the log tells (default: off).",
            valueName: "port"))
    var metricsPort: Int?

    @Option(help: ArgumentHelp("The address to serve them on (default: 127.0.0.1).", valueName: "host"))
    var metricsHost: String?

    @Option(help: "How log lines look: text or json (default: text).")
    var logFormat: LogFormat?

    @Option(help: "The least important log lines written: trace, debug, info, notice, warning, error (default: info).")
    var logLevel: String?

    func run() async throws { try await muster.run { try await serve() } }

    private func serve() async throws {
        let options = try await Options(flags: [
            "database": storeOptions.database, "host": host, "port": port.map(String.init),
            "trustedProxies": trustedProxies, "tlsCertificate": tlsCertificate, "tlsKey": tlsKey,
            "drainSeconds": drainSeconds.map(String.init), "sendmail": sendmail,
            "metricsPort": metricsPort.map(String.init), "metricsHost": metricsHost, "logFormat": logFormat?.rawValue,
            "logLevel": logLevel,
        ])
        var server = try options.server()
        let drainSeconds = try options.drainSeconds()
        let logger = try options.logger()
        signal(SIGPIPE, SIG_IGN)
        server.connectionsMax = FileDescriptors.connectionsMax()
        let workspace = try Workspace(host: server.host, demo: demo, logger: logger)
        if server.metrics != nil { MusterServer.collectMetrics() }
        let lock = try Engines.file(of: options.database).map { try ServerLock(database: $0) }
        defer { lock?.release() }
        let store = try await Store.open(options.database)
        do {
            try await workspace.refusePublicCredentials(store)
            let unfinished = try await prepare(store, workspace, server.overwrittenSettings, logger)
            let watch = StoreWatch(store: store, logger: logger, unfinished: unfinished)
            try await runServices(store, server, watch, drainSeconds: drainSeconds, logger)
            try store.close()
        } catch {
            try? store.close()
            throw error
        }
    }

    /// Writes what the start makes. Where nothing can be written now, as on a full disk, reading goes on without it.
    ///
    /// - Returns: What must be done once one can write, nil when it is done.
    private func prepare(
        _ store: Store, _ workspace: Workspace, _ overwrittenSettings: [String: JSON], _ logger: Logger
    ) async throws -> (@Sendable () async throws -> Void)? {
        let write: @Sendable () async throws -> Void = {
            try await workspace.prepare(store)
            try await store.overwriteSettings(overwrittenSettings)
        }
        do {
            try await write()
            return nil
        } catch let failure as Failure where failure.kind == .unavailable {
            logger.error(
                "the database cannot be written; only reads are served until it can",
                metadata: ["reason": "\(Output.reason(failure))"])
            return write
        }
    }

    private func runServices(
        _ store: Store, _ options: ServerOptions, _ watch: StoreWatch, drainSeconds: Int, _ logger: Logger
    ) async throws {
        let host = options.host.contains(":") ? "[\(options.host)]" : options.host
        let scheme = options.certificate == nil ? "http" : "https"
        let drain = Drain(seconds: drainSeconds)
        let server = try MusterServer.make(store: store, options: options, drain: drain, logger: logger) { port in
            Output.line("Muster is listening on \(scheme)://\(host):\(port)")
        }
        var configuration = ServiceGroupConfiguration(
            services: server + [
                TokenSweep(store: store, logger: logger), watch, drain,
                ShutdownLimit(seconds: drainSeconds + Limits.shutdownSeconds + Limits.lingerSeconds, logger: logger),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(drainSeconds + Limits.shutdownSeconds)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let error as ServiceGroupError {
            throw Failure(.fault, "The server stopped: \(error)")
        } catch  where !(error is Failure) && !(error is CancellationError) {
            throw Failure(.fault, "Cannot listen on \(options.host):\(options.port): \(error)")
        }
    }
}
