import MusterModel
import MusterServer
import MusterTestSupport
import MusterTestWorld
import Testing

/// The deadlines of `Limits`, waited for in earnest: this suite takes as long as they do.
@Suite("Who sends too slowly is given up")
struct SlowClientTests {
    /// Sends bytes one by one, some a second, until the server ends the connection; returns whether it did in time.
    private static func drip(_ connection: HTTPConnection, _ bytes: [UInt8], seconds: Int) -> Bool {
        // The time between two bytes passes in waiting for the server to hang up.
        for byte in bytes.prefix(seconds * 4) {
            do { try connection.write([byte]) } catch { return true }
            if connection.isClosedByPeer(withinSeconds: 0.25) { return true }
        }
        return false
    }

    @Test
    func `a dripped body is 408 after its time, a dripped header is cut off, others are served meanwhile`()
        async throws
    {
        let world = try await World(.sqlite, waiting: true)
        try await TestServer.run(on: world, configure: { $0.bodySeconds = Limits.bodySeconds }) { server in
            async let body = server.withConnection(timeoutSeconds: Limits.bodySeconds + 20) { connection in
                try connection.write(server.head("POST livechat/units", "Content-Length: 100000"))
                let isClosed = Self.drip(
                    connection, [UInt8](repeating: 0x20, count: 1000),
                    seconds: Limits.bodySeconds + Limits.lingerSeconds + 15)
                return (try connection.readAnswer(), isClosed)
            }
            async let header = server.withConnection(timeoutSeconds: Limits.idleSeconds + 20) { connection in
                try connection.write(Array("GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ".utf8))
                return Self.drip(
                    connection, [UInt8](repeating: 0x78, count: 1000), seconds: Limits.idleSeconds + 15)
            }
            async let idle = server.withConnection(timeoutSeconds: Limits.idleSeconds + 20) { connection in
                _ = try connection.send("GET", "/health/live")
                return connection.isClosedByPeer(withinSeconds: Double(Limits.idleSeconds + 15))
            }
            #expect(try await server.send("GET", "livechat/units").status == 200)
            let (answer, isClosed) = try await body
            #expect(answer.status == 408)
            #expect(answer.header("content-type") == "application/json")
            #expect(answer.header("connection") == "close")
            #expect(answer.json?.found("success") == false, "\(answer.text)")
            #expect(isClosed, "the connection of the slow body ends")
            #expect(try await header, "the connection of the unfinished header ends")
            #expect(try await idle, "the connection without a request ends")
            #expect(try await server.eventKinds() == [])
            #expect(try await server.send("GET", "livechat/units").status == 200)
        }
    }
}
