import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Connections: pipelines, idle ones, old ones, hasty ones.
@Suite("No client stops another")
struct ConnectionTests {
    @Test(arguments: TestEngine.allCases)
    func `pipelined requests are answered in order`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = Array(unitBody("n").utf8)
            let create = server.head("POST livechat/units", "Content-Length: \(body.count)") + body
            let refused = server.head("POST livechat/units", "Content-Length: 2") + Array("{}".utf8)
            let list = server.head("GET livechat/units")
            let head = server.head("HEAD livechat/units")
            let answers = try await server.withConnection { connection in
                try connection.write(create + list + refused + head + create + list)
                return try [false, false, false, true, false, false].map { try connection.readAnswer(isHead: $0) }
            }
            #expect(answers.map(\.status) == [200, 200, 400, 200, 200, 200])
            #expect(answers[0].json?.found("name") == "n" && answers[4].json?.found("name") == "n")
            #expect(answers[1].json?.found("total") == 3)
            #expect(answers[2].text == Refusal.match("Expected object, got undefined"))
            #expect(answers[5].json?.found("total") == 4)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a thousand pipelined requests are a thousand answers`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let one = server.head("GET livechat/units/unit-a")
            let names = try await server.withConnection { connection in
                var names: [JSON?] = []
                for _ in 0..<10 {
                    try connection.write(Array(repeatElement(one, count: 100).joined()))
                    for _ in 0..<100 { names.append(try connection.readAnswer().json?.found("name")) }
                }
                return names
            }
            #expect(names == Array(repeating: "Alpha", count: 1000))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `five hundred idle connections do not stop others, and can still be used`(_ engine: TestEngine) async throws {
        allowManyFiles()
        try await TestServer.run(engine) { server in
            let port = server.port
            let halfway = server.head("GET livechat/units").dropLast(2)
            let began = ContinuousClock.now
            let idle = try await offThread {
                let connections = try (0..<500).map { _ in try HTTPConnection(port: port) }
                // Every second one has begun a request and does not go on.
                for (number, connection) in connections.enumerated() where number.isMultiple(of: 2) {
                    try connection.write(Array(halfway))
                }
                return Kept(connections)
            }
            for _ in 0..<20 {
                #expect(try await server.send("GET", "livechat/units").status == 200)
                #expect(try await server.send("POST", "livechat/units", body: unitBody("n")).status == 200)
            }
            let statuses = try await offThread {
                try idle.take().enumerated().map { number, connection in
                    do {
                        guard number.isMultiple(of: 2) else { return try connection.send("GET", "/health/live").status }
                        try connection.write(Array("\r\n".utf8))
                        return try connection.readAnswer().status
                    } catch  where ContinuousClock.now - began > .seconds(Limits.idleSeconds) {
                        // On a machine too busy to come to it within the time a connection may idle, it was closed.
                        return 200
                    }
                }
            }
            #expect(statuses == Array(repeating: 200, count: 500))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `clients that hang up at once, or before they are answered, do no harm`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let port = server.port
            let request = server.head("GET livechat/units")
            let body = Array(unitBody("n").utf8)
            let create = server.head("POST livechat/units", "Content-Length: \(body.count)") + body
            try await offThread {
                for _ in 0..<50 {
                    for bytes in [[], [0x47], request, create, Array(create.dropLast(5)), request + request + create] {
                        let connection = try HTTPConnection(port: port)
                        try connection.write(bytes)
                        connection.close()
                    }
                }
            }
            #expect(try await server.send("GET", "me").status == 200)
            // What was written is written whole.
            let units = try await server.fetch("GET", "livechat/units?count=0").each("units", "name")
            #expect(Set(units).isSubset(of: ["Alpha", "Beta", "n"]))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `HTTP 1.0 is answered`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let answer = try await server.withConnection { connection in
                try connection.write(server.head("GET livechat/units/unit-a", version: "1.0"))
                return try connection.readAnswer()
            }
            #expect(answer.status == 200 && answer.json?.found("name") == "Alpha")
        }
    }

    @Test(arguments: TestEngine.allCases, ["close", "Close", "CLOSE"])
    func `a client that wants the connection closed gets that`(_ engine: TestEngine, _ word: String) async throws {
        try await TestServer.run(engine) { server in
            let (answer, isClosed) = try await server.withConnection { connection in
                let answer = try connection.send(
                    "GET", "/api/v1/livechat/units", headers: server.headersOf(.admin) + [("Connection", word)])
                return (answer, connection.isClosedByPeer(withinSeconds: 25))
            }
            #expect(answer.status == 200)
            #expect(answer.header("connection") == "close")
            #expect(isClosed)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a connection goes on after every refusal whose body was read`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let headers = server.headersOf(.admin)
            let plain = server.headersOf(.plain)
            let statuses = try await server.withConnection { connection in
                try [
                    connection.send("POST", "/api/v1/livechat/units", headers: headers, body: Array("{".utf8)),
                    connection.send("POST", "/api/v1/livechat/units", headers: headers, body: Array("{}".utf8)),
                    connection.send("POST", "/api/v1/login", body: Array("{}".utf8)),
                    connection.send("GET", "/api/v1/livechat/units", headers: plain),
                    connection.send("GET", "/api/v1/me"), connection.send("GET", "/nothing"),
                    connection.send("PUT", "/api/v1/me"), connection.send("HEAD", "/nothing"),
                    connection.send("OPTIONS", "/api/v1/me"),
                    connection.send("DELETE", "/api/v1/livechat/units/unit-a", headers: headers),
                    connection.send("GET", "/api/v1/me", headers: headers),
                ].map(\.status)
            }
            #expect(statuses == [400, 400, 401, 403, 401, 404, 405, 404, 200, 200, 200])
        }
    }
}

/// Connections handed from one thread to another.
final class Kept: @unchecked Sendable {
    // Unchecked: only one thread at a time has them.
    private var connections: [HTTPConnection]

    init(_ connections: [HTTPConnection]) { self.connections = connections }

    func take() -> [HTTPConnection] {
        defer { connections = [] }
        return connections
    }
}
