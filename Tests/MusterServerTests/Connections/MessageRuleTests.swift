import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Issue 11, A12.
@Suite("A message that others may read differently is refused, and its connection ends")
struct MessageRuleTests {
    /// A request, what it must get, and why.
    typealias Row = (request: String, status: Int, id: String)

    private static func expect(_ rows: [Row], _ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for row in rows {
                let (answer, isClosed) = try await server.withConnection { connection in
                    try connection.write(Array(row.request.utf8))
                    let answer = try connection.readAnswer(isHead: row.request.hasPrefix("HEAD"))
                    return (answer, connection.isClosedByPeer(withinSeconds: 25))
                }
                let shown = row.request.prefix(120)
                #expect(answer.status == row.status, "\(shown): \(answer.text)")
                #expect(answer.header("connection") == "close" && isClosed, "\(shown)")
                #expect(answer.header("content-type") == "application/json", "\(shown)")
                #expect(answer.header("x-instance-id") != nil, "\(shown)")
                guard !row.request.hasPrefix("HEAD") else { continue }
                #expect(answer.json?.found("success") == false, "\(shown): \(answer.text)")
                #expect(answer.json?.found("errorType") == .string(row.id), "\(shown): \(answer.text)")
            }
            #expect(try await server.eventKinds() == [])
            #expect(try await server.send("GET", "/health/live").status == 200)
        }
    }

    static let hosts: [Row] = [
        "GET /health/live HTTP/1.1\r\n\r\n", "HEAD /health/live HTTP/1.1\r\n\r\n", "GET /nothing HTTP/1.1\r\n\r\n",
        "POST /api/v1/login HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}", "OPTIONS /api/v1/me HTTP/1.1\r\n\r\n",
        "GET http://x/health/live HTTP/1.1\r\n\r\n", "GET /health/live HTTP/1.1\r\nX-Host: x\r\n\r\n",
        "GET /health/live HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n",
        "GET /health/live HTTP/1.1\r\nHost: x\r\nHOST: y\r\n\r\n",
        "GET /health/live HTTP/1.1\r\nHost:\r\nhost: x\r\n\r\n",
        "GET /health/live HTTP/1.0\r\nHost: x\r\nHost: x\r\n\r\n",
        "GET /health/live HTTP/1.1\r\nHost: x\r\nHost: x\r\nHost: x\r\n\r\n",
    ].map { ($0, 400, "error-invalid-request") }

    @Test(.keepsAway("Muster 11.A12 (messages)"), arguments: TestEngine.allCases)
    func `a request names one host`(_ engine: TestEngine) async throws { try await Self.expect(Self.hosts, engine) }

    static let codings: [Row] = [
        "gzip", "gzip, chunked", "identity", "deflate, chunked", "xchunked",
        "chunked;q=1", "x, chunked", "\"chunked\"",
        "gzip\r\nTransfer-Encoding: chunked",
    ].map { coding in
        let head = "POST /api/v1/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: \(coding)\r\n\r\n"
        return (head + "0\r\n\r\n", 501, "error-unsupported-encoding")
    }

    @Test(.keepsAway("Muster 11.A12 (messages)"), arguments: TestEngine.allCases)
    func `a transfer coding other than chunked is not implemented`(_ engine: TestEngine) async throws {
        try await Self.expect(Self.codings, engine)
    }

    static let broken: [Row] = [
        "Content-Length: 2\r\nContent-Length: 3", "Content-Length: 2\r\nContent-Length: 2", "Content-Length: 2, 2",
        "Content-Length: +2", "Content-Length: -2", "Content-Length: 0x2", "Content-Length: 2a", "Content-Length: 1 1",
        "Content-Length: 99999999999999999999", "Content-Length: 2\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 2", "Transfer-Encoding: chunked, gzip",
        "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Bad Name: x", "X : x", " X: x", "X\u{1}: x", "X: \u{1}",
        "X: a\rb", ": x",
    ].map { ("POST /api/v1/login HTTP/1.1\r\nHost: x\r\n\($0)\r\n\r\n{}", 400, "error-invalid-request") }

    @Test(.keepsAway("Muster 11.A12 (messages)"), arguments: TestEngine.allCases)
    func `broken lengths and fields are bad requests in JSON`(_ engine: TestEngine) async throws {
        try await Self.expect(Self.broken, engine)
    }

    /// A body of two bytes whose chunk has an extension of so many bytes.
    private static func extended(_ bytes: Int, _ more: String = "") -> String {
        let head = "POST /api/v1/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\(more)\r\n"
        return head + "2;" + String(repeating: "x", count: bytes) + "\r\n{}\r\n0\r\n\r\n"
    }

    @Test(.keepsAway("Muster 11.A12 (messages)"), arguments: TestEngine.allCases)
    func `a chunk's extension has a bound, as trailers have`(_ engine: TestEngine) async throws {
        let over = Limits.chunkOverheadBytes + 1
        let chunked = "HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        let junk = String(repeating: "x", count: over)
        try await Self.expect(
            [
                Self.extended(over), Self.extended(100_000),
                Self.extended(over, "Connection: Upgrade\r\nUpgrade: h2c\r\n"),
                "POST /api/v1/login \(chunked)2\r\n{}\r\n0;\(junk)\r\n\r\n",
                "POST /api/v1/login \(chunked)2\r\n{}\r\n0\r\nX-Trailer: \(junk)\r\n\r\n",
                "POST /api/v1/login \(chunked)2;a=\"\(junk)\"\r\n{}\r\n0\r\n\r\n",
                "POST /api/v1/login \(chunked)\(String(repeating: "0", count: over))2\r\n{}\r\n0\r\n\r\n",
            ].map { ($0, 400, "error-invalid-body") }, engine)
        try await TestServer.run(engine) { server in
            let statuses = try await server.withConnection { connection in
                // Each chunk may have one, and it does not matter how many there are.
                let chunk = "1;" + String(repeating: "x", count: 4000) + "\r\n \r\n"
                let body = String(repeating: chunk, count: 100) + "0\r\n\r\n"
                return try [Self.extended(4000), "POST /api/v1/login \(chunked)\(body)"].map { request in
                    try connection.write(Array(request.utf8))
                    return try connection.readAnswer().status
                }
            }
            #expect(statuses == [401, 401])
        }
    }
}
