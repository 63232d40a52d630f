import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// What stands before the body: paths, queries, headers, of any kind and size.
@Suite("Paths, queries and headers of any kind have an answer")
struct RequestLineTests {
    @Test(arguments: TestEngine.allCases)
    func `an id is percent-decoded once`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for id in ["a/b", "a b", "é😀", "100%", "%2F", "a?b", "a#b", "a+b", "..", "unit a", "a\"b\\", "a;b", "日本"] {
                try await server.world.run(
                    """
                    INSERT INTO units (id, name, name_folded, visibility, created_at, updated_at)
                    VALUES ($1, $1, $1, 'public', 0, 0)
                    """, id)
                let unit = try await server.fetch("GET", "livechat/units/\(queryValue(id))")
                #expect(unit.found("_id") == .string(id), "\(id)")
                let removed = try await server.send("DELETE", "livechat/units/\(queryValue(id))")
                #expect(removed.text == "1", "\(id)")
            }
            let decoded = try await server.fetch("GET", "livechat/units/%75nit%2D%61")
            #expect(decoded.found("name") == "Alpha")
            let plus = try await server.send("GET", "livechat/units/unit+a")
            #expect(plus.text == "null", "a plus in a path is a plus")
        }
    }

    static let odd = [
        "%", "%2", "%zz", "%00", "a%00b", "%FF", "%C3", "%C3%28", "%ED%A0%80", "%F4%90%80%80", "%u0041", "%0A",
        "%0D%0A",
        "%1F", "'", "%27%20OR%201%3D1%20--", "$1", "%24ne", "{}", "[]", "*", "null", "undefined", "-1", "0",
        "%EF%A3%B00", "%E2%80%AE", String(repeating: "x", count: 10_000), String(repeating: "%41", count: 5000),
    ]

    @Test(arguments: TestEngine.allCases)
    func `an id that cannot be one is not found, and nothing breaks`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let before = try await server.snapshot()
            for id in Self.odd {
                for (request, status, text) in [
                    ("GET livechat/units/*", 200, "null"), ("DELETE livechat/units/*", 400, "unit-not-found"),
                    ("GET livechat/units/*/monitors", 200, #""monitors":[]"#),
                    ("GET livechat/units/*/departments", 200, #""total":0"#),
                    ("GET livechat/units/*/departments/available", 200, #""total":1"#),
                    ("GET livechat/department/*", 200, #"{"department":null,"#),
                    ("DELETE livechat/department/*", 400, "error-department-not-found"),
                    ("GET livechat/monitors/*", 400, "invalid-user"),
                    ("GET users.info?username=*", 400, "User not found."),
                    ("GET users.info?userId=*", 400, "User not found."),
                    ("GET livechat/units.getOne?unitId=*", 200, "null"),
                ] {
                    let parts = request.replacing("*", with: id).split(separator: " ").map(String.init)
                    let answer = try await server.send(parts[0], parts[1])
                    #expect(answer.status == status, "\(request) \(id.prefix(40)): \(answer.text)")
                    #expect(answer.text.contains(text), "\(request) \(id.prefix(40)): \(answer.text)")
                }
            }
            #expect(try await server.snapshot() == before)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a query of any kind has an answer that is no fault`(_ engine: TestEngine) async throws {
        let long = String(repeating: "x", count: Limits.searchTextBytes)
        let queries =
            Self.odd.dropLast(2).map { "text=\($0)" } + [
                "text=\(long)", "=", "&", "&&&", "text", "text=a&text=b", "text[]=a", "text[a]=b", "text[[]]=x", "%=%",
                "%00=%00", "a=b=c", "?", "??", "text=a%26b", String(repeating: "a&", count: 5000),
                String(repeating: "text[]=a&", count: 1500), "sort[name]=1", "count[]=1", "offset=&count=",
            ]
        try await TestServer.run(engine) { server in
            for path in ["livechat/units", "livechat/department", "livechat/monitors", "users.list", "users.info"] {
                for query in queries {
                    let answer = try await server.send("GET", "\(path)?\(query)")
                    #expect([200, 400].contains(answer.status), "\(path)?\(query.prefix(60)): \(answer.text)")
                    #expect(answer.json != nil, "\(path)?\(query.prefix(60))")
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a text to search for that is too long is refused`(_ engine: TestEngine) async throws {
        let long = String(repeating: "x", count: Limits.searchTextBytes + 1)
        try await TestServer.run(engine) { server in
            for path in [
                "livechat/units", "livechat/units.list", "livechat/department", "livechat/monitors",
                "livechat/units/unit-a/departments/available",
            ] {
                let answer = try await server.send("GET", "\(path)?text=\(long)")
                #expect(answer.status == 400, "\(path)")
                #expect(answer.json?.found("errorType") == "error-invalid-params", "\(answer.text)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `too large a request line or header is a bad request, and the connection ends`(_ engine: TestEngine)
        async throws
    {
        let large = String(repeating: "x", count: Limits.headerBytes * 2)
        let many = (0...Limits.headerFields).map { "X-\($0): x\r\n" }.joined()
        let requests = [
            "GET /health/live HTTP/1.1\r\nHost: x\r\nX-Big: \(large)\r\n\r\n",
            "GET /health/live HTTP/1.1\r\nHost: x\r\n\(large): x\r\n\r\n",
            "GET /health/live HTTP/1.1\r\nHost: x\r\n\(many)\r\n", "GET /\(large) HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /health/live?\(large) HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a\0b HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /health/live HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n", "GET  HTTP/1.1\r\n\r\n", "nonsense\r\n\r\n",
            "GET /health/live HTTP/9.9\r\nHost: x\r\n\r\n", "GET /health/live\r\n\r\n", "\u{16}\u{3}\u{1}\0\r\n\r\n",
            "NOTAMETHOD /health/live HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /health/live HTTP/1.1\r\nHost: x\r\nBad Header: x\r\n\r\n",
        ]
        try await TestServer.run(engine) { server in
            for (place, request) in requests.enumerated() {
                let (answer, isClosed) = try await server.withConnection { connection in
                    try connection.write(Array(request.utf8))
                    return (try connection.readAnswer(), connection.isClosedByPeer(withinSeconds: 25))
                }
                #expect(answer.status == (place < 5 ? 431 : 400), "\(request.prefix(60)): \(answer.status)")
                let id = place < 5 ? "error-header-too-large" : "error-invalid-request"
                #expect(answer.json?.found("errorType") == .string(id), "\(request.prefix(60)): \(answer.text)")
                #expect(answer.header("content-type") == "application/json", "\(request.prefix(60))")
                #expect(answer.header("x-content-type-options") == "nosniff", "\(request.prefix(60))")
                #expect(isClosed, "\(request.prefix(60))")
            }
            #expect(try await server.send("GET", "/health/live").status == 200)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `header values of any bytes have an answer`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for value in [
                [0xFF, 0xFE], Array("é😀".utf8), Array("'; DROP TABLE users; --".utf8), [0x80], [0x09, 0x41],
            ]
                as [[UInt8]]
            {
                for name in ["X-Auth-Token", "X-User-Id", "Content-Type", "Origin", "X-Forwarded-For", "Prefer"] {
                    let status = try await server.withConnection { connection in
                        let head = "GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX-User-Id: id-admin\r\n\(name): "
                        try connection.write(Array(head.utf8) + value + Array("\r\n\r\n".utf8))
                        return try connection.readAnswer().status
                    }
                    #expect([400, 401].contains(status), "\(name): \(value)")
                }
            }
            #expect(try await server.world.number("SELECT count(*) FROM users") == 10)
        }
    }
}
