import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Issue 11, fault 10.
@Suite("A request line may hold UTF-8 that is not percent-encoded")
struct UnescapedLineTests {
    private static func units(_ names: String...) -> @Sendable (TestServer) async throws -> Void {
        { server in
            for name in names {
                try await server.world.run(
                    """
                    INSERT INTO units (id, name, name_folded, visibility, created_at, updated_at)
                    VALUES ($1, $1, $1, 'public', 0, 0)
                    """, name)
            }
        }
    }

    static let rows: [(path: String, text: String)] = [
        ("livechat/units?text=jörg", #""name":"jörg""#), ("livechat/units?text=ö", #""name":"jörg""#),
        ("livechat/units?text=j%C3%B6rg", #""name":"jörg""#), ("livechat/units?text=日本+😀", #""name":"日本 😀""#),
        ("livechat/units?text=日本%20😀", #""name":"日本 😀""#), ("livechat/units?x=ü&text=jörg&ÿ", #""name":"jörg""#),
        ("livechat/units/jörg", #""name":"jörg""#), ("livechat/units/日本%20😀", #""name":"日本 😀""#),
        ("livechat/units/jörg/monitors", #""monitors":[]"#), ("livechat/units?text=jo\u{308}rg", #""total":0"#),
        ("users.info?username=jörg", "User not found"), ("livechat/ünits", "API endpoint does not exist"),
    ]

    @Test(.keepsAway("Muster 11.10"), arguments: TestEngine.allCases)
    func `it is read as if it were`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await Self.units("jörg", "日本 😀")(server)
            for (path, text) in Self.rows {
                let answer = try await server.send("GET", path)
                #expect(answer.text.contains(text), "\(path): \(answer.text)")
            }
            let removed = try await server.send("DELETE", "livechat/units/jörg")
            #expect(removed.text == "1")
        }
    }

    @Test(.keepsAway("Muster 11.10"), arguments: TestEngine.allCases)
    func `behind another request, behind a body, behind chunks, in whatever pieces it comes`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            try await Self.units("jörg")(server)
            let odd = server.head("GET livechat/units/jörg")
            let body = Array(#"{"a":"ö\#n"#.utf8) + [0xC3]
            let befores = [
                server.head("GET me"), odd,
                server.head("GET me", "User-Agent: jörg", "Connection: Upgrade", "Upgrade: h2c"),
                server.head("POST livechat/units", "Content-Length: \(body.count)") + body,
                server.head("POST livechat/units", "Transfer-Encoding: chunked")
                    + Array("\(String(body.count, radix: 16))\r\n".utf8) + body + Array("\r\n0\r\n\r\n".utf8),
                Array("\r\n\r\n".utf8) + server.head("GET me"),
            ]
            for before in befores {
                for size in [1, 2, 50, 100_000] {
                    let (first, second) = try await server.withConnection { connection in
                        let bytes = before + odd
                        for start in stride(from: 0, to: bytes.count, by: size) {
                            try connection.write(Array(bytes[start..<min(start + size, bytes.count)]))
                        }
                        return (try connection.readAnswer(), try connection.readAnswer())
                    }
                    #expect([200, 400].contains(first.status), "\(size): \(first.text)")
                    #expect(second.json?.found("name") == "jörg", "\(size): \(second.text)")
                }
            }
        }
    }

    static let notUTF8: [[UInt8]] = [
        [0x6A, 0xF6, 0x72, 0x67], [0xFF], [0x80], [0xC3], [0xC3, 0x28], [0xC0, 0xAF], [0xED, 0xA0, 0x80],
        [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x9F, 0x98],
    ]

    @Test(.keepsAway("Muster 11.10"), arguments: TestEngine.allCases)
    func `what is not UTF-8 is a bad request in JSON`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for bytes in Self.notUTF8 {
                for start in ["GET /api/v1/me?text=", "GET /api/v1/", "G", "GET /api/info HTTP/1."] {
                    let (answer, isClosed) = try await server.withConnection { connection in
                        try connection.write(Array(start.utf8) + bytes + Array(" HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
                        return (try connection.readAnswer(), connection.isClosedByPeer(withinSeconds: 25))
                    }
                    #expect(answer.status == 400, "\(start)\(bytes)")
                    #expect(answer.json?.found("errorType") == "error-invalid-request", "\(start)\(bytes)")
                    #expect(answer.header("content-type") == "application/json" && isClosed, "\(start)\(bytes)")
                }
            }
            // UTF-8 where no client may put it is no request either.
            for line in ["GËT /api/info HTTP/1.1", "GET /api/info HTTP/1.１", "GET /api/info HTTP/１.1", "é"] {
                let answer = try await server.withConnection { connection in
                    try connection.write(Array("\(line)\r\nHost: x\r\n\r\n".utf8))
                    return try connection.readAnswer()
                }
                #expect(answer.status == 400 && answer.json?.found("success") == false, "\(line): \(answer.text)")
            }
        }
    }
}
