import Foundation
import MusterModel
import MusterServer
import MusterTestSupport
import MusterTestWorld
import Testing

/// Lists that are sent as they are read (D98): 2,500 departments, 300 units, 300 users with roles.
@Suite("A long list that is wanted whole is sent as it is read")
struct StreamTests {
    private static let list = "livechat/department?count=0"
    static let lists = [
        list, "livechat/department?count=0&offset=7", #"livechat/department?count=0&sort={"numAgents":-1,"name":-1}"#,
        #"livechat/department?count=0&sort={"name":-1}"#, "livechat/department?count=0&showArchived=true",
        "livechat/units?count=0", #"livechat/units?count=0&sort={"numDepartments":-1}&fields={"name":1}"#,
        "livechat/units/unit-a/departments/available?count=0", "livechat/units/u1/departments?count=0",
        "users.list?count=0", #"users.list?count=0&sort={"name":1}&offset=1"#, "livechat/users/agent?count=0",
        "livechat/monitors?count=0", "directory?type=users&count=0", "roles.getUsersInRole?role=livechat-agent&count=0",
    ]

    @Test(arguments: TestEngine.allCases)
    func `its bytes are those of the list in one piece`(_ engine: TestEngine) async throws {
        let world = try await World.large(engine)
        try await TestServer.run(on: world, configure: { $0.streamedRows = 10_000 }) { whole in
            try await TestServer.run(on: world, configure: { $0.streamedRows = 100 }) { streaming in
                for path in Self.lists {
                    let path = path.replacing("{", with: "%7B").replacing("}", with: "%7D").replacing("\"", with: "%22")
                    let piece = try await whole.send("GET", path)
                    let stream = try await streaming.send("GET", path)
                    #expect(piece.status == 200 && stream.status == 200, "\(path)")
                    #expect(piece.body == stream.body, "\(path)")
                    #expect(piece.header("Transfer-Encoding") == nil && piece.header("ETag") != nil, "\(path)")
                    #expect(stream.header("Transfer-Encoding") == "chunked", "\(path)")
                    for name in ["Content-Length", "ETag", "Content-Encoding"] {
                        #expect(stream.header(name) == nil, "\(path): \(name)")
                    }
                }
            }
        }
        await world.end()
    }

    @Test(arguments: TestEngine.allCases)
    func `it is its pages put together, and says how many rows it has`(_ engine: TestEngine) async throws {
        try await Self.serving(engine) { server in
            var rows: [JSON] = []
            while true {
                let page = try await server.fetch("GET", "livechat/department?count=100&offset=\(rows.count)")
                let more = try #require(page.found("departments")?.array)
                if more.isEmpty { break }
                rows += more
            }
            let expected: JSON = [
                "departments": .array(rows), "count": .int(rows.count), "offset": 0, "total": .int(rows.count),
                "success": true,
            ]
            #expect(rows.count > 2500)
            #expect(try await server.send("GET", Self.list).body == expected.bytes())
        }
    }

    @Test func `a list of no more rows than that is one piece`() async throws {
        let world = try await World.large(.sqlite)
        try await TestServer.run(on: world, configure: { $0.streamedRows = 300 }) { server in
            let units = try await server.world.number("SELECT count(*) FROM units")
            for (offset, isStreamed) in [(units - 300, false), (units - 301, true), (units + 1, false)] {
                let answer = try await server.send("GET", "livechat/units?count=0&offset=\(offset)")
                #expect((answer.header("Transfer-Encoding") == "chunked") == isStreamed, "\(offset)")
            }
            let page = try await server.send("GET", "livechat/department?count=100")
            #expect(page.header("Transfer-Encoding") == nil)
        }
        await world.end()
    }

    @Test func `it is not compressed, and a connection goes on after it`() async throws {
        try await Self.serving(.sqlite) { server in
            let headers = server.headersOf(.admin) + [("Accept-Encoding", "gzip"), ("If-None-Match", "*")]
            let answers = try await server.withConnection { connection in
                let list = try connection.send("GET", "/api/v1/" + Self.list, headers: headers)
                return (list, try connection.send("GET", "/api/v1/me", headers: server.headersOf(.admin)))
            }
            #expect(answers.0.status == 200 && answers.0.header("Content-Encoding") == nil)
            #expect(answers.0.json?.found("departments")?.array?.count == 2504)
            #expect(answers.1.status == 200)
        }
    }

    @Test func `HEAD is answered as GET, without its body, and a connection goes on after it`() async throws {
        try await Self.serving(.sqlite, streams: 1) { server in
            for _ in 0..<3 {
                let answers = try await server.withConnection { connection in
                    let headers = server.headersOf(.admin)
                    let head = try connection.send("HEAD", "/api/v1/" + Self.list, headers: headers)
                    return (head, try connection.send("GET", "/api/v1/" + Self.list, headers: headers))
                }
                #expect(answers.0.status == 200 && answers.0.body.isEmpty)
                #expect(answers.0.header("Content-Length") == nil)
                #expect(answers.0.header("Transfer-Encoding") == "chunked")
                #expect(answers.1.status == 200 && answers.1.json?.found("count") == 2504)
            }
        }
    }

    @Test(arguments: [[], ["Connection: keep-alive"]])
    func `to an HTTP/1.0 client its end is that of the connection`(_ headers: [String]) async throws {
        try await Self.serving(.sqlite) { server in
            let request = server.head("GET " + Self.list, version: "1.0", headers.first ?? "Accept: */*")
            let (lines, rest) = try await server.withConnection { connection in
                try connection.write(request)
                return (try connection.readLines(1), String(decoding: try connection.readToEnd(), as: UTF8.self))
            }
            let parts = rest.split(separator: "\r\n\r\n", maxSplits: 1).map(String.init)
            let whole = try await server.send("GET", Self.list).text
            #expect(lines == ["HTTP/1.1 200 OK"])
            #expect(parts.first?.lowercased().contains("transfer-encoding") == false)
            #expect(parts.first?.lowercased().contains("connection: close") == true)
            #expect(parts.last == whole)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `others are refused while one reads nothing, until it is ended`(_ engine: TestEngine) async throws {
        let world = try await World.large(engine)
        try await TestServer.run(
            on: world,
            configure: { options in
                options.streamedRows = 100
                options.streamsMax = 1
                options.waitingRequestsMax = 0
                // So that a client goes that reads nothing for a second.
                options.unreadBytesMax = 16 << 10
            },
            { server in
                let request = server.head("GET " + Self.list)
                let headers = server.headersOf(.admin)
                let port = server.port
                let (answers, rest) = try await offThread {
                    let mute = try HTTPConnection(port: port, receiveBytes: 4096)
                    try mute.write(request)
                    // It has the one place by now.
                    #expect(try mute.readLines(1) == ["HTTP/1.1 200 OK"])
                    var answers: [HTTPAnswer] = []
                    let deadline = Date(timeIntervalSinceNow: 60)
                    while answers.last?.status != 200, Date() < deadline {
                        let next = try HTTPConnection(port: port)
                        answers.append(try next.send("GET", "/api/v1/" + Self.list, headers: headers))
                        next.close()
                    }
                    return (answers, try mute.readToEnd())
                }
                let whole = try #require(answers.last)
                #expect(whole.status == 200 && whole.json?.found("count") == 2504)
                #expect(answers.dropLast().allSatisfy { $0.status == 503 && $0.header("Retry-After") == "1" })
                #expect(rest.count < whole.body.count)
            })
        await world.end()
    }

    @Test(arguments: TestEngine.allCases)
    func `a client that goes away in the middle leaves its place to others`(_ engine: TestEngine) async throws {
        try await Self.serving(engine, streams: 1) { server in
            let request = server.head("GET " + Self.list)
            let port = server.port
            for _ in 0..<5 {
                try await offThread {
                    let gone = try HTTPConnection(port: port, receiveBytes: 4096)
                    try gone.write(request)
                    #expect(try gone.readLines(1) == ["HTTP/1.1 200 OK"])
                    gone.close()
                }
            }
            #expect(try await server.send("GET", Self.list).status == 200)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one that cannot be read to its end is cut off, and cannot be taken for whole`(
        _ engine: TestEngine
    ) async throws {
        try await Self.serving(engine, streams: 1) { server in
            try await server.world.breakUnit("u150")
            for version in ["1.1", "1.0"] {
                let request = server.head("GET livechat/units?count=0", version: version)
                let text = try await server.withConnection { connection in
                    try connection.write(request)
                    return String(decoding: try connection.readToEnd(), as: UTF8.self)
                }
                #expect(!text.hasSuffix("0\r\n\r\n") && !text.hasSuffix(#""success":true}"#), "\(version)")
                #expect(!text.contains(#""_id":"u150""#), "\(version)")
            }
            // What goes wrong before the first piece has a status.
            let early = try await server.send("GET", "livechat/units?count=0&offset=\(Self.unitsBefore150)")
            #expect(early.status >= 500)
            #expect(try await server.send("GET", "me").status == 200)
            #expect(try await server.send("GET", Self.list).status == 200)
        }
    }

    /// "Alpha" and "Beta", and "Unit 1001" to "Unit 1149".
    private static let unitsBefore150 = 151

    @Test(arguments: TestEngine.allCases)
    func `a right that is gone is refused as ever`(_ engine: TestEngine) async throws {
        try await Self.serving(engine) { server in
            #expect(try await server.send("GET", Self.list, as: .nobody).status == 401)
            #expect(try await server.send("GET", Self.list, as: .plain).status == 403)
            try await server.world.run("DELETE FROM login_tokens WHERE user_id = 'id-admin'")
            #expect(try await server.send("GET", Self.list).status == 401)
        }
    }

    private static func serving(
        _ engine: TestEngine, streams: Int = Limits.streams,
        _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        let world = try await World.large(engine)
        try await TestServer.run(
            on: world,
            configure: { options in
                options.streamedRows = 100
                options.streamsMax = streams
                options.waitMilliseconds = 60_000
            }, body)
        await world.end()
    }
}
