import MusterTestSupport

/// Servers that stay until the tests end, for all that changes nothing: a world a test costs far more than a request.
public actor SharedServers {
    private static let shared = SharedServers()

    private struct Key: Hashable {
        let state: Template.State
        let engine: TestEngine
    }

    private var starting: [Key: Task<TestServer, any Error>] = [:]

    /// The server over the demo's organisation.
    public static func demo(_ engine: TestEngine) async throws -> TestServer { try await of(.demo, engine) }

    /// The server over a state that tests start from.
    static func of(_ state: Template.State, _ engine: TestEngine) async throws -> TestServer {
        try await shared.of(Key(state: state, engine: engine))
    }

    private func of(_ key: Key) async throws -> TestServer {
        let task = starting[key] ?? Task { try await SharedServers.start(key) }
        starting[key] = task
        return try await task.value
    }

    private static func start(_ key: Key) async throws -> TestServer {
        let (servers, continuation) = AsyncThrowingStream<TestServer, any Error>.makeStream()
        Task.detached {
            do {
                let world = try await World(key.engine, copying: key.state, waiting: true)
                try await TestServer.run(on: world, sendmail: key.state == .demo ? "/bin/true" : nil) { server in
                    continuation.yield(server)
                    // Nothing ever comes of this, and so the server goes on.
                    let (never, end) = AsyncStream<Never>.makeStream()
                    for await _ in never {}
                    withExtendedLifetime(end) {}
                }
            } catch {
                continuation.finish(throwing: error)
            }
        }
        for try await server in servers { return server }
        throw HTTPConnectionError.closed
    }
}
