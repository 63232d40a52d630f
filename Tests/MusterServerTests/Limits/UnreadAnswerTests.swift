import Facts
import Foundation
import MusterModel
import MusterServer
import MusterTestSupport
import MusterTestWorld
import Testing

/// What a client that does not read may cost, and what one that reads slowly still gets.
@Suite("An answer waits for its reader, and no other is made meanwhile")
struct UnreadAnswerTests {
    private static let page = Array("GET /docs HTTP/1.1\r\nHost: x\r\n\r\n".utf8)

    @Test(.keepsAway("Muster 11.A1"))
    func `who reads slowly, longer than the time an answer may stay unread, gets every answer whole`()
        async throws
    {
        try await TestServer.run(.sqlite, waiting: true) { server in
            let length = try await server.send("GET", "/docs").body.count
            let port = server.port
            let (answers, seconds) = try await offThread {
                let connection = try HTTPConnection(port: port, receiveBytes: 16 << 10)
                let began = Date()
                try connection.write(Array(repeatElement(Self.page, count: 60).joined()))
                var answers: [HTTPAnswer] = []
                // One a second until the time is over, then the rest.
                while answers.count < 60 {
                    let isSlow = Date().timeIntervalSince(began) < Double(Limits.idleSeconds + 5)
                    if isSlow { usleep(700_000) }
                    answers.append(try connection.readAnswer())
                }
                return (answers, Date().timeIntervalSince(began))
            }
            #expect(answers.allSatisfy { $0.status == 200 && $0.body.count == length })
            #expect(seconds > Double(Limits.idleSeconds))
        }
    }

    @Test(.keepsAway("Muster 11.A1")) func `an answer that ends the connection is not cut off for a slow reader`()
        async throws
    {
        try await TestServer.run(.sqlite) { server in
            let port = server.port
            let text = try await server.send("GET", "/docs").text
            let heard = try await offThread {
                let connection = try HTTPConnection(port: port, receiveBytes: 4096)
                try connection.write(
                    Array("GET /docs HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nConnection: close\r\n\r\n".utf8))
                let began = Date()
                var lines: [String] = []
                while Date().timeIntervalSince(began) < Double(Limits.lingerSeconds) + 1.5 {
                    lines += try connection.readLines(2)
                    usleep(50_000)
                }
                let rest = try connection.readToEnd()
                return lines.map { $0 + "\n" }.joined() + String(decoding: rest, as: UTF8.self)
            }
            #expect(heard.hasSuffix(text))
        }
    }

    @Test(.keepsAway("Muster 11.A1"), arguments: TestEngine.allCases)
    func `requests behind an answer that nobody reads are not carried out`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let client = try await MuteClient(port: server.port, receiveBytes: 4096)
            let body = Array(unitBody("n").utf8)
            let create = server.head("POST livechat/units", "Content-Length: \(body.count)") + body
            client.send(create + Array(repeatElement(Self.page, count: 100).joined()) + create)
            try await Self.wait { try await server.eventKinds().count == 1 }
            for _ in 0..<50 { #expect(try await server.send("GET", "me").status == 200) }
            #expect(try await server.eventKinds() == ["unit.created"])
            try await client.read()
            try await Self.wait { try await server.eventKinds().count == 2 }
        }
    }

    @Test func `pipelined requests before the end of the input are all answered`() async throws {
        try await TestServer.run(.sqlite) { server in
            let one = server.head("GET livechat/units/unit-a")
            let heard = try await server.sayAndHangUp(Array(repeatElement(one, count: 60).joined()))
            #expect(heard.ranges(of: "HTTP/1.1 200").count == 60)
        }
    }

    @Test func `too many of them end the connection`() async throws {
        try await TestServer.run(.sqlite, waiting: true) { server async throws in
            let one = server.head("GET livechat/units/unit-a")
            let flood = await Flood(1, port: server.port)
            flood.send(Array(repeatElement(one, count: 100 + Limits.aheadBytes * 4 / one.count).joined()))
            flood.finish()
            // Among a thousand other tests the requests before the end take their time.
            #expect(await flood.waitForEnd(withinSeconds: Double(Limits.idleSeconds) + 300) != nil)
            #expect(try await server.send("GET", "me").status == 200)
        }
    }

    @Test(.keepsAway("Muster 11.A1"))
    func `with too much unread by all, those who stopped reading go, and who reads stays`() async throws {
        try await TestServer.run(on: World(.sqlite), configure: { $0.unreadBytesMax = 1 << 20 }) { server in
            let reader = try await MuteClient(port: server.port)
            try await reader.read()
            let flood = await Flood(30, port: server.port, receiveBytes: 4096)
            flood.ask("/docs", times: 20, line: .plain)
            #expect(flood.open == 30)
            try await Self.wait {
                reader.send(Array("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
                return flood.open < 25
            }
            #expect(flood.open > 0, "what is bearable stays")
            #expect(reader.isOpen)
            #expect(try await server.send("GET", "me").status == 200)
        }
    }

    @Test(arguments: ["1\r\na\r\n", "1;x\r\na\r\n", "2\r\n\n\n\r\n", "01\r\n{\r\n", "1\r\n \r\n"])
    func `a body in the smallest pieces is read as one`(_ chunk: String) async throws {
        try await TestServer.run(.sqlite) { server in
            let pieces = Array(repeatElement(chunk, count: 20_000).joined().utf8)
            let statuses = try await server.withConnection { connection in
                try connection.write(server.head("POST livechat/units", "Transfer-Encoding: chunked") + pieces)
                try connection.write(Array("0\r\n\r\n".utf8) + server.head("GET livechat/units/unit-a"))
                return try [connection.readAnswer().status, connection.readAnswer().status]
            }
            #expect(statuses == [400, 200])
        }
    }

    /// Waits until a condition holds.
    private static func wait(_ condition: () async throws -> Bool) async throws {
        for _ in 0..<10_000 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("it never came true")
    }
}
