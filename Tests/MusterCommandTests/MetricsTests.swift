import Foundation
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `serve --metrics-port`: figures for Prometheus on a listener of their own (D97).
@Suite("Figures for Prometheus tell what was done")
struct MetricsTests {
    @Test func `requests are counted by route pattern, method and status, and measured`() throws {
        let installation = try Installation()
        let server = try installation.serve("--metrics-port", "0")
        let headers = try installation.headers()
        for _ in 0..<3 { #expect(try server.send("GET", "me", headers).status == 200) }
        #expect(try server.send("GET", "me").status == 401)
        let connection = try HTTPConnection(port: server.port)
        #expect(try connection.send("HEAD", "/api/v1/me", headers: headers).status == 200)
        connection.close()
        let ids = try (0..<2).map { number in try #require(try server.makeUnit("unit \(number)", headers)) }
        for id in ids { #expect(try server.send("GET", "livechat/units/\(id)", headers).status == 200) }
        #expect(try server.send("GET", "/made/up").status == 404)
        #expect(try server.send("PUT", "me").status == 405)
        #expect(try server.logIn("admin", "a wrong secret").status == 401)

        let text = try server.figures()
        let found = try PrometheusText(text)
        func requests(_ method: String, _ route: String, _ status: Int) -> Double? {
            found["muster_requests_total{method=\"\(method)\",route=\"\(route)\",status=\"\(status)\"}"]
        }
        #expect(requests("GET", "/api/v1/me", 200) == 4)
        #expect(requests("GET", "/api/v1/me", 401) == 1)
        #expect(requests("POST", "/api/v1/livechat/units", 200) == 2)
        #expect(requests("GET", "/api/v1/livechat/units/:id", 200) == 2)
        #expect(requests("POST", "/api/v1/login", 401) == 1)
        #expect(requests("(any)", "(unknown)", 404) == 1)
        #expect(requests("(any)", "(unknown)", 405) == 1)
        #expect(found["muster_request_seconds_count{method=\"GET\",route=\"/api/v1/me\"}"] == 5)
        let measured = found.families["muster_request_seconds"]?.samples.filter { $0.series.contains("_count{") } ?? []
        let counted = found.families["muster_requests_total"]?.samples ?? []
        #expect(measured.reduce(0) { $0 + $1.value } == 12)
        #expect(counted.reduce(0) { $0 + $1.value } == 12)
        #expect(found["muster_login_failures_total{outcome=\"refused\"}"] == 1)
        #expect(found["muster_login_failures_total{outcome=\"blocked\"}"] == 0)

        // Nothing of a request but its row of the table, and no secret.
        let secrets = headers.map(\.1) + ids + [Installation.password, "made/up", "a wrong secret", "unit 1"]
        for secret in secrets { #expect(!text.contains(secret), "\(secret)") }
    }

    @Test(arguments: TestEngine.allCases)
    func `transactions, commits and waits of the store are counted`(_ engine: TestEngine) async throws {
        let database = try await TestDatabase.make(engine)
        defer { database.remove() }
        let server = try ServerProcess(
            binary: MusterBinary.path,
            arguments: ["serve", "--port", "0", "--metrics-port", "0", "--database", database.name],
            environment: ["ADMIN_PASS": Installation.password])
        let made = try await run(
            MusterBinary.path, ["token", "create", "--user", "admin", "--database", database.name])
        let values = made.output.split(separator: "\n").compactMap { $0.split(separator: " ").last.map(String.init) }
        let headers = Array(zip(["X-Auth-Token", "X-User-Id"], values))
        let before = try PrometheusText(try server.figures())
        for number in 0..<5 { #expect(try server.makeUnit("\(number)", headers) != nil) }
        #expect(try server.send("POST", "livechat/units", headers, body: "{}").status == 400)
        let after = try PrometheusText(try server.figures())
        func grown(_ series: String) -> Double { (after[series] ?? 0) - (before[series] ?? 0) }
        #expect(grown("muster_transactions_total{kind=\"write\",outcome=\"done\"}") >= 5)
        #expect(grown("muster_transaction_seconds_count{kind=\"write\"}") >= 5)
        // The server itself drops expired tokens once. Each request asks who it is, and each scrape asks once.
        #expect(grown("muster_transactions_total{kind=\"read\",outcome=\"done\"}") >= 7)
        #expect(after["muster_transactions_total{kind=\"write\",outcome=\"failed\"}"] == 0)
        #expect(grown("muster_event_sequence") >= 5)
        #expect((after["muster_event_timestamp_seconds"] ?? 0) > Date().timeIntervalSince1970 - 3600)
        #expect(after["muster_store_up"] == 1)
        switch engine {
        case .sqlite:
            #expect(grown("muster_commit_seconds_count") >= 1)
            #expect(grown("muster_commit_writes_sum") >= 5)
            #expect(after["muster_writes_waiting"] == 0)
        case .postgres:
            #expect(grown("muster_database_wait_seconds_count") >= 12)
            #expect(after["muster_database_waiting"] == 0)
            #expect(after["muster_commit_seconds_count"] == nil)
        }
        #expect(server.terminate() == 0)
    }

    @Test func `connections, the process and the build are told, and each name has its help`() throws {
        let installation = try Installation()
        let server = try installation.serve("--metrics-port", "0")
        let open = try (0..<3).map { _ in try HTTPConnection(port: server.port) }
        for connection in open { #expect(try connection.send("GET", "/health/live").status == 200) }
        let found = try PrometheusText(try server.figures())
        #expect(found["muster_connections_open"] == 3)
        #expect((found["muster_connections_max"] ?? 0) >= 16)
        #expect(found["muster_unread_bytes"] == 0)
        #expect(found["muster_requests_at_work{lane=\"read\"}"] == 0)
        #expect(found["muster_requests_waiting{lane=\"write\"}"] == 0)
        #expect(found["muster_passwords_waiting"] == 0)
        #expect(found["muster_requests_refused_total{lane=\"write\"}"] == 0)
        let version = try run(MusterBinary.path, ["--version"]).output.split(whereSeparator: \.isNewline).first ?? ""
        #expect(found["muster_build_info{version=\"\(version)\"}"] == 1)
        #expect((found["process_cpu_seconds_total"] ?? 0) > 0)
        #expect((found["process_resident_memory_bytes"] ?? 0) > 1e6)
        #expect((found["process_open_fds"] ?? 0) > 3)
        let started = found["process_start_time_seconds"] ?? 0
        #expect(started <= Date().timeIntervalSince1970 && started > Date().timeIntervalSince1970 - 3600)
        let page = try String(contentsOfFile: MusterBinary.packageRoot + "/docs/operate.md", encoding: .utf8)
        for (name, family) in found.families {
            #expect(family.help != nil, "\(name) has no help")
            #expect(page.contains("`\(name)`"), "docs/operate.md does not explain \(name)")
        }
        for connection in open { connection.close() }
    }

    @Test func `the listener answers GET and HEAD of its one path, and the API's listener has no such path`() throws {
        let installation = try Installation()
        let server = try installation.serve("--metrics-port", "0", "--metrics-host", "127.0.0.2")
        let port = try server.figuresPort()
        func send(_ method: String, _ path: String, body: [UInt8]? = nil) throws -> HTTPAnswer {
            let connection = try HTTPConnection(host: "127.0.0.2", port: port)
            defer { connection.close() }
            return try connection.send(method, path, body: body)
        }
        let page = try send("GET", "/metrics")
        #expect(page.status == 200)
        #expect(page.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
        let head = try send("HEAD", "/metrics?x=1")
        #expect(head.status == 200 && head.body == [] && (head.header("Content-Length").flatMap(Int.init) ?? 0) > 1000)
        #expect(try send("GET", "/").status == 404)
        #expect(try send("GET", "/api/v1/me").status == 404)
        let post = try send("POST", "/metrics", body: Array("x".utf8))
        #expect(post.status == 405 && post.header("Allow") == "GET, HEAD")
        let connection = try HTTPConnection(host: "127.0.0.2", port: port)
        let field = "X: " + String(repeating: "x", count: Limits.headerBytes)
        try connection.write(Array("GET /metrics HTTP/1.1\r\nHost: x\r\n\(field)\r\n\r\n".utf8))
        #expect(try connection.readAnswer().status == 431)
        #expect(try server.send("GET", "/metrics").status == 404)
        #expect(server.terminate() == 0)
    }

    @Test func `without the option nothing listens, and a port that is taken ends the start`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        #expect(try server.send("GET", "/health/ready").status == 200)
        #expect(!server.standardErrorText.contains("metrics"))
        let second = try installation.command("serve", "--port", "0", "--metrics-port", "70000")
        #expect(second.status == 64 && second.error.contains("metricsPort must be between 0 and 65535"))
        let taken = try run(
            MusterBinary.path,
            [
                "serve", "--port", "0", "--metrics-port", "\(server.port)", "--database",
                installation.folder.file("other.sqlite"),
            ])
        #expect(taken.status == 1)
        #expect(taken.error.contains("Cannot serve metrics on 127.0.0.1:\(server.port): "), "\(taken.error)")
    }
}

extension ServerProcess {
    /// Where its figures are, as its log says.
    fileprivate func figuresPort() throws -> Int {
        var port: Int?
        try waitUntil("the log says where figures are served") {
            port = text(in: standardErrorText, after: "metrics are served url=\"http://", until: "/")
                .flatMap { $0.split(separator: ":").last.flatMap { Int($0) } }
            return port != nil
        }
        return port ?? 0
    }

    /// What a scraper gets.
    fileprivate func figures() throws -> String {
        let connection = try HTTPConnection(port: try figuresPort())
        defer { connection.close() }
        let answer = try connection.send("GET", "/metrics")
        guard answer.status == 200 else { throw ProcessFailure("\(answer.status): \(answer.text)") }
        return answer.text
    }
}
