import Facts
import Foundation
import MusterModel
import MusterTestSupport
import Testing

/// HTTPS with `curl`, a client that knows nothing of Muster, and certificates made here.
@Suite("TLS needs no proxy", .programs)
struct TLSTests {
    @Test(arguments: ["--http2": "2", "--http1.1": "1.1"])
    func `a client speaks the version of HTTP it wants`(_ flag: String, _ version: String) throws {
        let site = try EncryptedSite()
        let server = try site.serve()
        #expect(server.standardOutputText == "Muster is listening on https://127.0.0.1:\(server.port)\n")
        let headers = try site.installation.headers().flatMap { ["-H", "\($0.0): \($0.1)"] }
        let body = #"{"unitData":{"name":"n","visibility":"public"},"unitMonitors":[],"unitDepartments":[]}"#
        let path = "/api/v1/livechat/units"
        let made = try site.curl(server, path, [flag, "-d", body] + headers)
        #expect(made.status == "200 \(version)", "\(made.text)")
        #expect((try? JSON(parsing: Array(made.text.utf8)))?.object?["name"]?.string == "n")
        let list = try site.curl(server, path, [flag, "-I"] + headers)
        #expect(list.status == "200 \(version)")
        #expect(list.text.lowercased().contains("content-type: application/json\r\n"))
    }

    @Test func `refusals that close a connection reach a client that shares one`() throws {
        let site = try EncryptedSite()
        let server = try site.serve()
        let large = site.folder.file("large")
        try Data(repeating: 0x20, count: Limits.openBodyBytes + 1).write(to: URL(fileURLWithPath: large))
        let answer = try site.curl(server, "/api/v1/login", ["--http2", "--data-binary", "@" + large])
        #expect(answer.status == "413 2", "\(answer)")
        #expect(try site.curl(server, "/nowhere", ["--http2", "-d", "x"]).status == "404 2")
    }

    @Test(.keepsAway("Muster 11.1")) func `an offer to upgrade is ignored under TLS too`() throws {
        let site = try EncryptedSite()
        let server = try site.serve()
        for (name, path) in [("h2c", "/api/info"), ("websocket", "/nothing"), ("TLS/1.0", "/health/live")] {
            let requests = ["GET \(path)", "POST \(path)", "HEAD /health/live"].map { line in
                "\(line) HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: \(name)\r\n\r\n"
            }
            let last = "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            let result = try run(
                "/usr/bin/openssl",
                ["s_client", "-quiet", "-connect", "127.0.0.1:\(server.port)", "-CAfile", site.certificate],
                input: requests.joined() + last)
            #expect(result.output.components(separatedBy: "HTTP/1.1 ").count == 5, "\(name): \(result.output)")
            #expect(result.output.hasSuffix(#"{"status":"live","success":true}"#), "\(name): \(result.output)")
        }
    }

    @Test(.keepsAway("Muster 11.A12 (messages)")) func `a header has bounds over HTTP/2 too`() throws {
        let site = try EncryptedSite()
        let server = try site.serve()
        func answer(fields: Int, bytes: Int) throws -> (status: String, text: String) {
            let lines = (0..<fields).flatMap { ["-H", "X-\($0): " + String(repeating: "x", count: bytes)] }
            return try site.curl(server, "/health/live", ["--http2"] + lines)
        }
        #expect(try answer(fields: 90, bytes: 1).status == "200 2")
        #expect(try answer(fields: 1, bytes: Limits.http2HeaderBytes - 1000).status == "200 2")
        let tooMany = try answer(fields: Limits.headerFields + 1, bytes: 1)
        #expect(tooMany.status == "431 2" && tooMany.text.contains("error-header-too-large"), "\(tooMany)")
        #expect(try answer(fields: 1, bytes: Limits.http2HeaderBytes + 1).status.hasPrefix("000"))
        #expect(try answer(fields: 50, bytes: 1000).status.hasPrefix("000"))
    }

    @Test func `what is older than TLS 1.2 is refused`() throws {
        let site = try EncryptedSite()
        let server = try site.serve()
        for (version, isServed) in [("-tls1_1", false), ("-tls1_2", true), ("-tls1_3", true)] {
            let result = try run(
                "/usr/bin/openssl",
                [
                    "s_client", "-connect", "127.0.0.1:\(server.port)", version, "-cipher", "DEFAULT@SECLEVEL=0",
                    "-CAfile", site.certificate,
                ], input: "")
            #expect((result.status == 0) == isServed, "\(version) \(result.error)")
            if !isServed { #expect(result.error.contains("alert protocol version"), "\(result.error)") }
        }
    }

    @Test func `a renewed certificate is taken up without a restart, a broken one is not`() throws {
        let site = try EncryptedSite()
        let server = try site.serve()
        let old = site.folder.file("old.pem")
        try FileManager.default.copyItem(atPath: site.certificate, toPath: old)
        let good = try Data(contentsOf: URL(fileURLWithPath: site.certificate))
        try Data("no certificate".utf8).write(to: URL(fileURLWithPath: site.certificate))
        try waitUntil("the broken file is seen") { server.standardErrorText.contains("certificate cannot be used") }
        #expect(try site.curl(server, "/health/live", ["--cacert", old]).status == "200 2")
        try good.write(to: URL(fileURLWithPath: site.certificate))

        try site.identity.renew()
        try waitUntil("the new one is served") {
            try site.curl(server, "/health/live", ["--cacert", site.certificate]).status == "200 2"
        }
        #expect(try site.curl(server, "/health/live", ["--cacert", old]).status == "000 0", "the old one is gone")
        #expect(!server.standardErrorText.contains("PRIVATE"))
    }

    @Test func `files that cannot be used are named, and nothing is served`() throws {
        let site = try EncryptedSite()
        let other = try EncryptedSite()
        for (certificate, key) in [
            (site.folder.file("none"), site.key), (site.certificate, site.folder.file("none")),
            (site.key, site.key), (site.certificate, other.key),
        ] {
            let result = try site.installation.command(
                "serve", "--port", "0", "--tls-certificate", certificate, "--tls-key", key)
            #expect(result.status == 1)
            #expect(result.output == "")
            #expect(result.error.contains("The TLS files \(certificate) and \(key) cannot be used"), "\(result.error)")
        }
        let half = try site.installation.command("serve", "--port", "0", "--tls-key", site.key)
        #expect(half.status == 64)
        #expect(half.error.contains("tlsCertificate and tlsKey go together"))
    }

    @Test func `who never begins a handshake is sent away`() throws {
        let site = try EncryptedSite()
        let server = try site.serve()
        let silent = try HTTPConnection(port: server.port)
        let plain = try HTTPConnection(port: server.port)
        try plain.write(Array("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
        #expect(plain.isClosedByPeer(withinSeconds: 8))
        #expect(silent.isClosedByPeer(withinSeconds: Double(Limits.handshakeSeconds) + 10))
        #expect(try site.curl(server, "/health/live", []).status == "200 2")
    }
}

/// An installation with a certificate of its own for 127.0.0.1.
final class EncryptedSite: Sendable {
    let installation: Installation
    var folder: TemporaryFolder { installation.folder }
    let identity: SelfSignedCertificate
    var certificate: String { identity.certificatePath }
    var key: String { identity.keyPath }

    init() throws {
        installation = try Installation()
        identity = try SelfSignedCertificate(in: installation.folder)
    }

    func serve() throws -> ServerProcess { try installation.serve("--tls-certificate", certificate, "--tls-key", key) }

    /// Sends a request with `curl`, which trusts this site's certificate unless told another.
    ///
    /// - Returns: The status with the version of HTTP, `000 0` when there was no answer, and the body.
    func curl(
        _ server: ServerProcess, _ path: String, _ arguments: [String]
    ) throws -> (status: String, text: String) {
        let trust = arguments.contains("--cacert") ? [] : ["--cacert", certificate]
        let result = try run(
            "/usr/bin/curl",
            ["-s", "-w", "\n%{http_code} %{http_version}", "https://127.0.0.1:\(server.port)" + path] + trust
                + arguments
        )
        let end = result.output.lastIndex(of: "\n") ?? result.output.startIndex
        return (String(result.output[end...].dropFirst()), String(result.output[..<end]))
    }
}

/// Waits until a condition holds.
func waitUntil(_ what: Comment, _ condition: () throws -> Bool) throws {
    let deadline = Date() + 60
    while try !condition() {
        try #require(Date() < deadline, what)
        usleep(50_000)
    }
}
