import Foundation
import Logging
import MusterModel
public import MusterServer
public import MusterTestSupport
import ServiceLifecycle

/// The real server on a real socket over a world.
public struct TestServer: Sendable {
    /// What it serves.
    public let world: World
    /// Where it listens.
    public let port: Int

    /// Starts a server over a fresh world, runs the body, stops the server.
    ///
    /// - Parameters:
    ///   - engine: What the world stands on.
    ///   - waiting: Whether the body does little but wait; see `World`.
    ///   - file: The test's file, for `TestTimes`.
    ///   - body: What is done with it.
    public static func run(
        _ engine: TestEngine, waiting: Bool = false, file: String = #fileID,
        _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        let world = try await World(engine, waiting: waiting, file: file)
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await run(on: world, body)) } catch { outcome = .failure(error) }
        await world.end()
        try outcome.get()
    }

    /// Runs the body on a server that others use at the same time, if it changes nothing; else on one of its own.
    public static func run(
        _ engine: TestEngine, changingNothing: Bool, file: String = #fileID,
        _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        guard changingNothing else { return try await run(engine, file: file, body) }
        let server = try await SharedServers.of(.known, engine)
        try await Places.worlds.with(file: file) { try await body(server) }
    }

    /// Starts a server over a world that others may be using too, runs the body, stops the server.
    ///
    /// - Parameters:
    ///   - world: What is served.
    ///   - countingCalls: Whether calls are counted: most tests ask far more than a client may.
    ///   - configure: Other options of the server.
    ///   - body: What is done with it.
    public static func run(
        on world: World, countingCalls: Bool = false, sendmail: String? = nil,
        configure: (inout ServerOptions) -> Void = { _ in },
        _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        var options = ServerOptions()
        options.port = 0
        // Among a thousand other tests a large body takes its time; a test of that limit sets it.
        options.bodySeconds = 600
        options.waitMilliseconds = 60_000
        options.countsCalls = countingCalls
        options.sendmail = sendmail
        configure(&options)
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        let services = try MusterServer.make(
            store: world.store, options: options, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) { port in continuation.yield(port) }
        let group = ServiceGroup(services: services, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            guard let port = await iterator.next() else { throw HTTPConnectionError.closed }
            do {
                try await body(TestServer(world: world, port: port))
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// Sends one request on a connection of its own.
    ///
    /// - Parameters:
    ///   - method: As `GET`.
    ///   - path: Below `/api/v1/`, or whole with a leading slash.
    ///   - who: Whose headers it carries.
    ///   - body: The text of the body, sent as it is.
    ///   - headers: More headers.
    public func send(
        _ method: String, _ path: String, as who: Who = .admin, body: String? = nil, headers: [(String, String)] = []
    ) async throws -> HTTPAnswer {
        let port = self.port
        let target = path.hasPrefix("/") ? path : "/api/v1/" + path
        let all = headersOf(who) + headers
        return try await offThread {
            let connection = try HTTPConnection(port: port)
            defer { connection.close() }
            return try connection.send(method, target, headers: all, body: body.map { Array($0.utf8) })
        }
    }

    /// The two headers of somebody.
    public func headersOf(_ who: Who) -> [(String, String)] {
        switch who {
        case .nobody: []
        case .stranger: [("X-User-Id", Who.admin.id), ("X-Auth-Token", "wrong")]
        default: [("X-User-Id", who.id), ("X-Auth-Token", who.token)]
        }
    }
}

/// Runs blocking work on a thread that may block: the server under test needs the cooperative ones.
public func offThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Result(catching: work)) }.start()
    }
}
