import Foundation
import MusterTestSupport
import MusterTestWorld
import Testing

/// The clients of `Tests/Clients` against the real binary; `scripts/client-test` runs more of them.
@Suite("Clients that were not written for Muster are answered rightly", .programs)
struct ClientTests {
    private static let clients = [
        "http.client", "requests", "urllib3", "httpx", "aiohttp", "curl", "curl-http2", "java", "java-http1.1", "node",
        "perl",
    ]

    /// What a client sees is the same on every engine: `scripts/test --all` asks both.
    private static let engines = WholeProofs.orElse(TestEngine.allCases, short: [.sqlite])

    @Test(arguments: clients) func `over one connection that is kept`(_ client: String) async throws {
        let installation = try Installation()
        let server = try installation.serve()
        try await Self.run("client.py", [client, "one"], "http", server)
        #expect(try installation.command("doctor").status == 0)
    }

    @Test(arguments: clients + ["urllib", "wget"], engines)
    func `over many connections`(_ client: String, _ engine: TestEngine) async throws {
        let database = try await TestDatabase.make(engine)
        defer { database.remove() }
        let server = try Self.serve(database)
        try await Self.run("client.py", [client, "many"], "http", server)
        #expect(server.terminate() == 0)
        let doctor = try await MusterTestSupport.run(MusterBinary.path, ["doctor", "--database", database.name])
        #expect(doctor.status == 0, "\(doctor.output)")
    }

    @Test(arguments: ["http.client", "httpx", "curl-http2", "java", "node"], ["one", "many"])
    func `over TLS, with HTTP/2 where the client speaks it`(_ client: String, _ mode: String) async throws {
        let site = try EncryptedSite()
        try await Self.run("client.py", [client, mode], "https", try site.serve(), [site.certificate])
    }

    @Test(arguments: ["one", "many"], engines)
    func `rocketchat-API`(_ mode: String, _ engine: TestEngine) async throws {
        let database = try await TestDatabase.make(engine)
        defer { database.remove() }
        let server = try Self.serve(database)
        try await Self.run("rocketchat_api.py", [mode], "http", server)
    }

    @Test(arguments: TestEngine.allCases)
    func `rocket-python, which logs in for every call`(_ engine: TestEngine) async throws {
        let database = try await TestDatabase.make(engine)
        defer { database.remove() }
        let server = try Self.serve(database)
        try await Self.run("rocket_python.py", [], "http", server)
    }

    private static func serve(_ database: TestDatabase) throws -> ServerProcess {
        try ServerProcess(
            binary: MusterBinary.path, arguments: ["serve", "--port", "0", "--database", database.name],
            environment: ["ADMIN_PASS": Installation.password])
    }

    /// Runs a client to its end; it ends with 0 when every answer was right.
    private static func run(
        _ script: String, _ arguments: [String], _ scheme: String, _ server: ServerProcess,
        _ certificate: [String] = []
    ) async throws {
        let result = try await MusterTestSupport.run(
            try pythonProgram("python"),
            [MusterBinary.packageRoot + "/Tests/Clients/" + script] + arguments
                + ["\(scheme)://127.0.0.1:\(server.port)", "admin", Installation.password] + certificate,
            environment: ["PYTHONDONTWRITEBYTECODE": "1"], timeoutSeconds: 400)
        #expect(result.status == 0, "\(result.output) \(result.error)")
        #expect(result.output.hasPrefix("ok "), "\(result.output)")
    }
}
