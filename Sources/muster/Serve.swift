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
            brings a known admin for tests of clients, on loopback only.
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

    @Option(help: "How log lines look: text or json (default: text).")
    var logFormat: LogFormat?

    @Option(help: "The least important log lines written: trace, debug, info, notice, warning, error (default: info).")
    var logLevel: String?

    func run() async throws { try await muster.run { try await serve() } }

    private func serve() async throws {
        let options = try await Options(flags: [
            "database": storeOptions.database, "host": host, "port": port.map(String.init),
            "trustedProxies": trustedProxies, "logFormat": logFormat?.rawValue, "logLevel": logLevel,
        ])
        var server = try serverOptions(options)
        let logger = try makeLogger(options)
        // A file that may not grow (a full disk, a quota) must be an error of one write, not the end of the process.
        signal(SIGXFSZ, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        server.connectionsMax = FileDescriptors.connectionsMax()
        let workspace = try Workspace(host: server.host, demo: demo, logger: logger)
        let lock = Engines.isFile(options.database) ? try ServerLock(database: options.database) : nil
        defer { lock?.release() }
        let store = try await Store.open(options.database)
        do {
            try await workspace.prepare(store)
            try await runServices(store, server, logger)
            try store.close()
        } catch {
            try? store.close()
            throw error
        }
    }

    private func serverOptions(_ options: Options) throws -> ServerOptions {
        var server = ServerOptions()
        server.host = options.text("host", default: server.host)
        server.port = try options.whole("port", default: server.port)
        guard (0...65_535).contains(server.port) else { throw ValidationError("port must be between 0 and 65535") }
        let proxies = options.text("trustedProxies", default: "").split(separator: ",")
        server.trustedProxies = Set(proxies.map { $0.trimmingCharacters(in: .whitespaces) })
        if let limit = ProcessInfo.processInfo.environment["MAX_RESUME_LOGIN_TOKENS"].flatMap({ Int($0) }), limit > 0 {
            server.loginTokensMax = limit
        }
        return server
    }

    private func makeLogger(_ options: Options) throws -> Logger {
        let formatText = options.text("logFormat", default: LogFormat.text.rawValue)
        guard let format = LogFormat(rawValue: formatText) else {
            throw ValidationError("logFormat must be text or json, not \(formatText)")
        }
        let levelText = options.text("logLevel", default: "info")
        guard let level = Logger.Level(rawValue: levelText) else {
            throw ValidationError("logLevel must be one of trace, debug, info, notice, warning, error")
        }
        format.install(level: level)
        return Logger(label: "muster")
    }

    private func runServices(_ store: Store, _ options: ServerOptions, _ logger: Logger) async throws {
        let host = options.host
        let server = MusterServer.make(store: store, options: options, logger: logger) { port in
            Output.line("Muster is listening on http://\(host.contains(":") ? "[\(host)]" : host):\(port)")
        }
        var configuration = ServiceGroupConfiguration(
            services: [server, TokenSweep(store: store, logger: logger)],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(Limits.shutdownSeconds)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let error as ServiceGroupError {
            throw Failure(.fault, "The server stopped: \(error)")
        } catch  where !(error is Failure) && !(error is CancellationError) {
            throw Failure(.fault, "Cannot listen on \(host):\(options.port): \(error)")
        }
    }
}
