import Foundation
import MusterModel
import MusterTestSupport
import Testing

/// Log lines: on standard error, one a request, without secrets.
@Suite("Logs tell each request and no secret", .programs)
struct LogTests {
    private static let secrets = ["SECRETQUERY", "SECRETTOKEN", "SECRETBODY", "SECRETPATH"]

    /// Asks for all kinds of things with secrets in them; returns the token that was used.
    private func ask(_ server: ServerProcess, _ headers: [(String, String)]) throws {
        _ = try server.send("GET", "me?x=SECRETQUERY", headers)
        _ = try server.send("GET", "me", [("X-Auth-Token", "SECRETTOKEN"), ("X-User-Id", "admin")])
        _ = try server.send("GET", "nowhere/SECRETPATH?x=SECRETQUERY")
        _ = try server.send("GET", "livechat/units?text=SECRETQUERY&count=abc", headers)
        _ = try server.logIn("admin", "SECRETBODY")
        _ = try server.logIn("admin", Installation.password)
        _ = try server.send("POST", "livechat/units", headers, body: #"{"unitData":"SECRETBODY""#)
        _ = try server.send("DELETE", "livechat/units/SECRETPATH", headers)
    }

    @Test func `each line of the JSON form is an object, each request has its members`() throws {
        let installation = try Installation.prepared()
        let headers = try installation.headers()
        let server = try installation.serve("--log-format", "json")
        try ask(server, headers)
        #expect(server.terminate() == 0)
        let lines = server.standardErrorText.split(separator: "\n")
        let objects = lines.compactMap { try? JSON(parsing: $0.utf8).object }
        #expect(objects.count == lines.count, "\(server.standardErrorText)")
        #expect(objects.allSatisfy { $0["time"]?.string?.hasSuffix("Z") == true && $0["level"]?.string != nil })
        let requests = objects.filter { $0["message"] == "request" }
        #expect(requests.map { $0["status"]?.string } == ["200", "401", "404", "400", "401", "200", "400", "400"])
        #expect(
            requests.map { $0["route"]?.string } == [
                "/api/v1/me", "/api/v1/me", "(unknown)", "/api/v1/livechat/units", "/api/v1/login", "/api/v1/login",
                "/api/v1/livechat/units", "/api/v1/livechat/units/:id",
            ])
        #expect(requests.first?["method"] == "GET")
        #expect(requests.first?["caller"]?.string == headers[1].1)
        #expect(Set(requests.map { $0["request"]?.string }).count == requests.count)
        #expect(requests.allSatisfy { Int($0["milliseconds"]?.string ?? "") != nil })
    }

    @Test(arguments: ["text", "json"])
    func `no line has a token, a query, a body or a path's parameters`(_ format: String) throws {
        let installation = try Installation.prepared()
        let headers = try installation.headers()
        let server = try installation.serve("--log-format", format, "--log-level", "trace")
        try ask(server, headers)
        #expect(server.terminate() == 0)
        #expect(server.standardErrorText.contains("/api/v1/me"))
        for secret in Self.secrets + [headers[0].1, Digest.ofToken(headers[0].1), Installation.password] {
            #expect(!server.standardErrorText.contains(secret), "\(secret)")
        }
    }

    @Test func `the text form has a line a request with time and level`() throws {
        let installation = try Installation.prepared()
        let server = try installation.serve()
        #expect(try server.send("GET", "/health/live").status == 200)
        #expect(server.terminate() == 0)
        let line = try #require(server.standardErrorText.split(separator: "\n").first { $0.contains("/health/live") })
        let words = line.split(separator: " ")
        #expect(words[0].hasSuffix("Z") && words[0].count == 24)
        #expect(words[1] == "info" && words[2] == "request")
        #expect(line.contains(#"status="200""#))
    }

    @Test func `a server that is stopped has written a line for each answer, in their order`() throws {
        let installation = try Installation.prepared()
        let server = try installation.serve()
        let connection = try HTTPConnection(port: server.port)
        defer { connection.close() }
        let statuses = try (0..<300).map { number in
            try connection.send("GET", number % 3 == 0 ? "/nowhere" : "/health/live").status
        }
        #expect(server.terminate() == 0)
        let lines = server.standardErrorText.split(separator: "\n").filter { $0.contains(" request ") }
        #expect(
            lines.compactMap { text(in: String($0), after: "status=\"", until: "\"").flatMap { Int($0) } } == statuses)
    }

    @Test func `a level leaves out what is less important`() throws {
        let installation = try Installation.prepared()
        let server = try installation.serve("--log-level", "error")
        #expect(try server.send("GET", "/health/live").status == 200)
        #expect(server.terminate() == 0)
        #expect(server.standardErrorText == "")
    }
}
