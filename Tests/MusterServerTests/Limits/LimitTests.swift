import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// The bounds of `Limits`, each met on a real socket.
@Suite("Limits")
struct LimitTests {
    private static func open(_ server: TestServer) throws -> HTTPConnection { try HTTPConnection(port: server.port) }

    private static func head(_ server: TestServer, _ more: String, path: String = "/api/v1/livechat/units") -> [UInt8] {
        let who = server.headersOf(.admin).map { "\($0.0): \($0.1)\r\n" }.joined()
        return Array("POST \(path) HTTP/1.1\r\nHost: x\r\n\(who)\(more)\r\n".utf8)
    }

    @Test(arguments: ["Content-Length: 999999999\r\n", "Content-Length: 99999999999999999999\r\n"])
    func `a body that is too large is refused and the connection closes`(_ length: String) async throws {
        try await TestServer.run(.sqlite) { server in
            try await offThread {
                let connection = try Self.open(server)
                try connection.write(Self.head(server, length))
                let answer = try connection.readAnswer()
                #expect([400, 413].contains(answer.status))
                #expect(connection.isClosedByPeer(withinSeconds: 10))
            }
        }
    }

    @Test
    func `a chunked body that grows too large is refused`() async throws {
        try await TestServer.run(.sqlite) { server in
            try await offThread {
                let connection = try Self.open(server)
                try connection.write(Self.head(server, "Transfer-Encoding: chunked\r\n", path: "/api/v1/users.create"))
                let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 0x20, count: 0x10000) + Array("\r\n".utf8)
                for _ in 0..<20 { try connection.write(chunk) }
                let answer = try connection.readAnswer()
                #expect(answer.status == 413)
                #expect(connection.isClosedByPeer(withinSeconds: 10))
            }
        }
    }

    @Test
    func `a body dripped a byte a time is given up after its deadline`() async throws {
        try await TestServer.run(.sqlite) { server in
            try await offThread {
                let connection = try HTTPConnection(port: server.port, timeoutSeconds: Limits.bodySeconds + 10)
                try connection.write(Self.head(server, "Content-Length: 1000\r\n"))
                try connection.write([0x20])
                let answer = try connection.readAnswer()
                #expect(answer.status == 408)
                #expect(connection.isClosedByPeer(withinSeconds: 10))
            }
        }
    }

    @Test
    func `pipelined requests are answered in order`() async throws {
        try await TestServer.run(.sqlite) { server in
            try await offThread {
                let connection = try Self.open(server)
                let body = "{}"
                let one = Self.head(server, "Content-Length: 2\r\n") + Array(body.utf8)
                let two = Array("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
                try connection.write(one + two + one)
                let statuses = try (0..<3).map { _ in try connection.readAnswer().status }
                #expect(statuses == [400, 200, 400])
            }
        }
    }

    @Test
    func `five hundred idle connections do not stop another`() async throws {
        try await TestServer.run(.sqlite) { server in
            let idle = try await offThread {
                let connections = try (0..<500).map { _ in try Self.open(server) }
                return Holder(connections)
            }
            let answer = try await server.send("GET", "livechat/units")
            #expect(answer.status == 200)
            idle.close()
        }
    }

    @Test
    func `a header that is too large is refused`() async throws {
        try await TestServer.run(.sqlite) { server in
            let answer = try await server.send(
                "GET", "/health/live", headers: [("X-Big", String(repeating: "x", count: Limits.headerBytes * 2))])
            #expect(answer.status == 400)
        }
    }
}

/// Keeps connections open until told otherwise; only one task touches them at a time.
private final class Holder: @unchecked Sendable {
    private var connections: [HTTPConnection]

    init(_ connections: [HTTPConnection]) { self.connections = connections }

    func close() { connections.removeAll() }
}
