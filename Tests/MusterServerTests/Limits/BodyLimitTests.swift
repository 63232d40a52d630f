import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// The bounds on bodies: D11, D10 and the limits of `Limits`, each met on a real socket.
@Suite("Bodies have bounds", .holds("1.14"))
struct BodyLimitTests {
    private static let page = unitBody("n", monitors: [Who.monitorA.id], departments: ["dep-4"])

    /// Routes with their own bound each.
    static let routes: [(request: String, bytesMax: Int)] = [
        ("POST livechat/units", Limits.unitBodyBytes), ("POST livechat/units/unit-a", Limits.unitBodyBytes),
        ("POST users.create", Limits.bodyBytes), ("POST livechat/department", Limits.bodyBytes),
        ("POST login", Limits.openBodyBytes),
    ]

    private static func expectTooLarge(_ answer: HTTPAnswer, _ bytesMax: Int) {
        #expect(answer.status == 413)
        #expect(answer.header("content-type") == "application/json")
        #expect(answer.header("connection") == "close")
        #expect(answer.json?.found("success") == false, "\(answer.text)")
        #expect(answer.json?.found("error")?.string?.contains("\(bytesMax)") == true, "the limit is told")
    }

    @Test(arguments: TestEngine.allCases, routes)
    func `a body that says it is too large is 413 and ends the connection`(
        _ engine: TestEngine, _ route: (request: String, bytesMax: Int)
    ) async throws {
        try await TestServer.run(engine) { server in
            for length in ["\(route.bytesMax + 1)", "999999999999", "9223372036854775807"] {
                let (answer, isClosed) = try await server.withConnection { connection in
                    try connection.write(server.head(route.request, "Content-Length: \(length)"))
                    let answer = try connection.readAnswer()
                    return (answer, connection.isClosedByPeer(withinSeconds: 25))
                }
                Self.expectTooLarge(answer, route.bytesMax)
                #expect(isClosed)
            }
            #expect(try await server.eventKinds() == [])
        }
    }

    @Test(arguments: TestEngine.allCases, routes)
    func `a chunked body that grows too large is 413 and ends the connection`(
        _ engine: TestEngine, _ route: (request: String, bytesMax: Int)
    ) async throws {
        try await TestServer.run(engine) { server in
            let (answer, isClosed) = try await server.withConnection { connection in
                try connection.write(server.head(route.request, "Transfer-Encoding: chunked"))
                let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 0x20, count: 0x10000) + Array("\r\n".utf8)
                // The server may have hung up before all of it is sent.
                do {
                    for _ in 0...route.bytesMax / 0x10000 { try connection.write(chunk) }
                } catch HTTPConnectionError.closed {}
                let answer = try connection.readAnswer()
                return (answer, connection.isClosedByPeer(withinSeconds: 25))
            }
            Self.expectTooLarge(answer, route.bytesMax)
            #expect(isClosed)
        }
    }

    @Test(arguments: TestEngine.allCases, routes)
    func `a body of just the limit is read`(
        _ engine: TestEngine, _ route: (request: String, bytesMax: Int)
    ) async throws {
        try await TestServer.run(engine) { server in
            let parts = route.request.split(separator: " ").map(String.init)
            for bytes in [
                Array("{}".utf8) + [UInt8](repeating: 0x20, count: route.bytesMax - 2),
                [UInt8](repeating: 0x0A, count: route.bytesMax),
            ] {
                let answer = try await server.send(parts[0], parts[1], bytes: bytes)
                #expect([400, 401].contains(answer.status), "\(answer.text)")
                #expect(!answer.text.hasPrefix(Refusal.malformed))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a length that is no number, or two that differ, is a bad request`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for headers in [
                "Content-Length: x", "Content-Length: -1", "Content-Length: 1.5",
                "Content-Length: 99999999999999999999",
                "Content-Length: 2\r\nContent-Length: 3", "Content-Length: 2\r\nTransfer-Encoding: chunked",
            ] {
                let (status, isClosed) = try await server.withConnection { connection in
                    try connection.write(server.head("POST livechat/units", headers) + Array("{}".utf8))
                    return (try connection.readAnswer().status, connection.isClosedByPeer(withinSeconds: 25))
                }
                #expect([400, 413].contains(status), "\(headers)")
                #expect(isClosed, "\(headers)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a chunk that is broken is a bad request and changes nothing`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let size = String(Self.page.utf8.count, radix: 16)
            for body in ["zz\r\n{}\r\n0\r\n\r\n", "\(size)\r\n\(Self.page)x\r\n0\r\n\r\n", "-2\r\n{}\r\n0\r\n\r\n"] {
                let heard = try await server.sayAndHangUp(
                    server.head("POST livechat/units", "Transfer-Encoding: chunked") + Array(body.utf8))
                #expect(heard.hasPrefix("HTTP/1.1 400"), "\(heard)")
            }
            #expect(try await server.eventKinds() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a body in chunks is one body`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let answer = try await server.withConnection { connection in
                try connection.write(server.head("POST livechat/units", "Transfer-Encoding: chunked"))
                for byte in Self.page.utf8 { try connection.write(Array("1\r\n".utf8) + [byte, 0x0D, 0x0A]) }
                try connection.write(Array("0\r\n\r\n".utf8))
                return try connection.readAnswer()
            }
            #expect(answer.json?.found("numDepartments") == 1, "\(answer.text)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a body that ends too early changes nothing, though what came is whole JSON`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            let whole = Array(Self.page.utf8)
            let chunk = Array("\(String(whole.count, radix: 16))\r\n".utf8) + whole + Array("\r\n".utf8)
            for bytes in [
                server.head("POST livechat/units", "Content-Length: \(whole.count + 10)") + whole,
                server.head("POST livechat/units", "Content-Length: \(whole.count)") + whole.dropLast(10),
                server.head("POST livechat/units", "Content-Length: \(whole.count)"),
                server.head("POST livechat/units", "Transfer-Encoding: chunked") + chunk,
                server.head("POST livechat/units", "Transfer-Encoding: chunked") + chunk.dropLast(20),
                Array(server.head("POST livechat/units", "Content-Length: 2").dropLast(2)),
            ] {
                let heard = try await server.sayAndHangUp(bytes)
                #expect(heard.hasPrefix("HTTP/1.1 400"), "\(heard)")
                #expect(!heard.contains("\"success\":true"), "\(heard)")
            }
            #expect(try await server.eventKinds() == [])
            #expect(try await server.world.number("SELECT count(*) FROM units") == 2)
            #expect(try await server.send("GET", "me").status == 200)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a whole request before the hang-up is answered`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let whole = Array(Self.page.utf8)
            let heard = try await server.sayAndHangUp(
                server.head("POST livechat/units", "Content-Length: \(whole.count)") + whole)
            #expect(heard.hasPrefix("HTTP/1.1 200") && heard.contains("\"success\":true"), "\(heard)")
            #expect(try await server.eventKinds() == ["unit.created"])
        }
    }
}
