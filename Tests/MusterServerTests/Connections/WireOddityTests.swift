import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Issue 11: what real clients do with headers and bodies.
@Suite("Requests written in unusual ways are read, and their connections go on")
struct WireOddityTests {
    private static let unit = unitBody("n")
    private static let made = #""name":"n""#

    /// The header of `POST livechat/units` as the admin.
    private static func post(_ more: String..., version: String = "1.1") -> [String] {
        ["POST /api/v1/livechat/units HTTP/\(version)", Oddity.host] + Oddity.admin + more
    }

    private static func length(_ body: String) -> String { "Content-Length: \(body.utf8.count)" }

    /// A body in chunks of so many bytes.
    private static func chunks(_ body: String, of size: Int, mark: String = "", trailers: String = "") -> [UInt8] {
        let bytes = Array(body.utf8)
        let chunks = stride(from: 0, to: bytes.count, by: size).map { start in
            let chunk = bytes[start..<min(start + size, bytes.count)]
            let line = String(chunk.count, radix: 16, uppercase: true) + mark + "\r\n"
            return Array(line.utf8) + chunk + Array("\r\n".utf8)
        }
        return Array(chunks.joined()) + Array("0\r\n\(trailers)\r\n".utf8)
    }

    private static let chunked = "Transfer-Encoding: chunked"

    static let bodies: [Oddity] = [
        Oddity("chunks", post(chunked), bytes: chunks(unit, of: 10), 200, made),
        Oddity("chunks of a byte", post(chunked), bytes: chunks(unit, of: 1), 200, made),
        Oddity("chunks in capitals", post("TRANSFER-ENCODING: CHUNKED"), bytes: chunks(unit, of: 43), 200, made),
        Oddity(
            "chunks with trailers", post(chunked, "Trailer: X-Sum"),
            bytes: chunks(unit, of: 30, trailers: "X-Sum: 1\r\nX-Other:\t2\r\n"), 200, made),
        Oddity(
            "trailers that look like headers", post(chunked),
            bytes: chunks(unit, of: 30, trailers: "X-User-Id: x\r\nHost: y\r\nConnection: upgrade\r\nUpgrade: x\r\n"),
            200, made),
        Oddity("chunks with extensions", post(chunked), bytes: chunks(unit, of: 30, mark: ";a=b;c"), 200, made),
        Oddity(
            "extensions of 3 KiB", post(chunked),
            bytes: chunks(unit, of: 40, mark: ";" + String(repeating: "x", count: 3072)), 200, made),
        Oddity(
            "a size with zeros", post(chunked), bytes: Array("000".utf8) + chunks(unit, of: unit.utf8.count), 200, made),
        Oddity("no chunk but the last", post(chunked), body: "0\r\n\r\n", 400, "Match error"),
        Oddity("a length of 0", post("Content-Length: 0"), 400, "Match error"),
        Oddity("no length and no body", post(), 400, "Match error"),
        Oddity("a length with zeros", post("Content-Length: 000\(unit.utf8.count)"), body: unit, 200, made),
        Oddity("a mark", post(length("\u{FEFF}" + unit)), body: "\u{FEFF}" + unit, 200, made),
        Oddity("a mark in chunks of a byte", post(chunked), bytes: chunks("\u{FEFF}" + unit, of: 1), 200, made),
        Oddity("white space around", post(length("\r\n \(unit)\t\n")), body: "\r\n \(unit)\t\n", 200, made),
        Oddity("asked for and sent at once", post(length(unit), "Expect: 100-continue"), body: unit, 200, made),
        Oddity("asked for in capitals", post(length(unit), "EXPECT: 100-CONTINUE"), body: unit, 200, made),
        Oddity("asked for in chunks", post(chunked, "Expect: 100-continue"), bytes: chunks(unit, of: 9), 200, made),
        Oddity("an unknown expectation", post(length(unit), "Expect: the-unexpected"), body: unit, 200, made),
        Oddity("said not to be compressed", post(length(unit), "Content-Encoding: identity"), body: unit, 200, made),
    ]

    /// The header of `GET me` as the admin, with these lines before it.
    private static func me(_ lines: String..., version: String = "1.1") -> [String] {
        ["GET /api/v1/me HTTP/\(version)"] + lines + Oddity.admin
    }

    static let headers: [Oddity] = [
        Oddity(
            "names in capitals", ["GET /api/v1/me HTTP/1.1", "HOST: x"] + Oddity.admin.map(\.capitals), 200, "admin"),
        Oddity(
            "names in small letters",
            ["GET /api/v1/me HTTP/1.1", "host: x", "x-user-id: id-admin", "x-auth-token: token-of-admin"], 200, "admin"),
        Oddity(
            "tabs around values",
            ["GET /api/v1/me HTTP/1.1", "Host:\tx\t", "X-User-Id:\t\tid-admin \t", "X-Auth-Token: \ttoken-of-admin\t"],
            200, "admin"),
        Oddity("a tab before the length", post("Content-Length:\t\(unit.utf8.count)"), body: unit, 200, made),
        Oddity(
            "no space before values",
            ["GET /api/v1/me HTTP/1.1", "Host:x", "X-User-Id:id-admin", "X-Auth-Token:token-of-admin"], 200, "admin"),
        Oddity("a value with a tab inside", me(Oddity.host, "User-Agent: a\tb"), 200, "admin"),
        Oddity("an empty value", me(Oddity.host, "User-Agent:", "Accept: "), 200, "admin"),
        Oddity("an empty host", me("Host:"), 200, "admin"), Oddity("a host with a port", me("Host: [::1]:3000"), 200),
        Oddity("the same header twice", me(Oddity.host, "Accept: a/b", "Accept: */*", "Cookie: a", "Cookie: b"), 200),
        Oddity("the user twice", me(Oddity.host, "X-User-Id: id-admin"), 401),
        Oddity("the token twice", me(Oddity.host, "X-Auth-Token: token-of-admin"), 401),
        Oddity(
            "two types", post(length(unit), "Content-Type: text/plain", "Content-Type: application/json"), body: unit,
            200, made),
        Oddity("two wishes to stay", me(Oddity.host, "Connection: keep-alive", "Connection: TE"), 200, "admin"),
        Oddity("bytes beyond ASCII", me(Oddity.host, "User-Agent: Jörg 😀"), 200, "admin"),
        Oddity("an expectation without a body", me(Oddity.host, "Expect: 100-continue"), 200, "admin"),
        Oddity("empty lines before it", ["", "", "GET /api/info HTTP/1.1", Oddity.host], 200, "version"),
        Oddity("a whole URL", ["GET http://x:1/api/v1/me HTTP/1.1", Oddity.host] + Oddity.admin, 200, "admin"),
        Oddity("HEAD", ["HEAD /api/v1/me HTTP/1.1", Oddity.host] + Oddity.admin, 200),
        Oddity("HTTP/1.0 that stays", me("Connection: keep-alive", version: "1.0"), 200, "admin"),
        Oddity("HTTP/1.0 that stays, with a host", me(Oddity.host, "CONNECTION: Keep-Alive", version: "1.0"), 200),
        Oddity(
            "HTTP/1.0 that stays, with a body",
            post(length(unit), "Connection: Keep-Alive", "Expect: 100-continue", version: "1.0"), body: unit, 200, made),
        Oddity("UTF-8 in the request line", ["GET /api/v1/me?text=Jörg HTTP/1.1", Oddity.host] + Oddity.admin, 200),
    ]

    @Test(.keepsAway("Muster 11"), arguments: TestEngine.allCases)
    func `bodies: chunks, trailers, marks, lengths, expectations`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in for oddity in Self.bodies { try await oddity.play(server) } }
    }

    @Test(.keepsAway("Muster 11"), arguments: TestEngine.allCases)
    func `headers: capitals, tabs, doubles, old versions`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in for oddity in Self.headers { try await oddity.play(server) } }
    }

    static let last = [
        "GET /api/info HTTP/1.0\r\n\r\n", "GET /api/info HTTP/1.0\r\nHost: x\r\nConnection: TE\r\n\r\n",
        "GET /api/info HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, close\r\n\r\n",
        "GET /api/info HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\nCONNECTION:\tCLOSE\r\n\r\n",
        "POST /api/v1/login HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ]

    @Test(.keepsAway("Muster 11"), arguments: TestEngine.allCases)
    func `a client that does not ask to stay, or asks to go, is let go with its answer`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            for request in Self.last {
                let text = try await server.withConnection { connection in
                    try connection.write(Array(request.utf8) + server.head("DELETE livechat/units/unit-a"))
                    return String(decoding: try connection.readToEnd(), as: UTF8.self)
                }
                #expect(text.split(separator: "HTTP/1.1 ").count == 1, "\(request): \(text)")
                #expect(text.lowercased().contains("\r\nconnection: close\r\n"), "\(request)")
            }
            #expect(try await server.eventKinds() == [])
        }
    }
}

extension String {
    /// The header field with its name in capitals.
    fileprivate var capitals: String {
        guard let colon = firstIndex(of: ":") else { return self }
        return self[..<colon].uppercased() + self[colon...]
    }
}
