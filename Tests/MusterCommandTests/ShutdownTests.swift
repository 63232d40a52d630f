import Foundation
import MusterModel
import MusterTestSupport
import Synchronization
import Testing

/// SIGTERM: running requests are answered, then the process ends with 0.
@Suite("A server that is told to end finishes what it began", .programs)
struct ShutdownTests {
    @Test func `a request in flight is answered, new connections are not taken, the exit status is 0`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        let headers = try installation.headers()
        let body = #"{"unitData":{"name":"late","visibility":"public"},"unitMonitors":[],"unitDepartments":[]}"#
        let inFlight = try HTTPConnection(port: server.port)
        #expect(try inFlight.send("GET", "/health/live").status == 200)
        let fields = headers.map { "\($0): \($1)\r\n" }.joined()
        let head =
            "POST /api/v1/livechat/units HTTP/1.1\r\nHost: x\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n"
        try inFlight.write(Array((head + body.prefix(20)).utf8))
        // The server has begun to read it once it has answered others that came later.
        for _ in 0..<50 { #expect(try server.send("GET", "me", headers).status == 200) }

        let status = Mutex<Int32?>(nil)
        let ended = DispatchSemaphore(value: 0)
        Thread {
            let code = server.terminate()
            status.withLock { $0 = code }
            ended.signal()
        }.start()
        // Until the door is closed; then the signal was taken.
        while (try? server.send("GET", "/health/live")) != nil {}
        #expect(status.withLock { $0 } == nil, "it did not wait")
        try inFlight.write(Array(body.dropFirst(20).utf8))
        let answer = try inFlight.readAnswer()
        #expect(answer.status == 200)
        let id = try #require(answer.json?.object?["_id"]?.string)
        ended.wait()
        #expect(status.withLock { $0 } == 0)

        let next = try installation.serve()
        #expect(try next.unitIDs(headers) == [id])
    }

    @Test func `connections that wait for nothing do not keep it`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        let idle = try (0..<20).map { _ in try HTTPConnection(port: server.port) }
        for connection in idle.prefix(10) { #expect(try connection.send("GET", "/health/live").status == 200) }
        let start = ContinuousClock.now
        #expect(server.terminate() == 0)
        #expect(ContinuousClock.now - start < .seconds(10))
        for connection in idle { #expect(connection.isClosedByPeer(withinSeconds: 5)) }
    }

    @Test func `answers that nobody reads do not keep it`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        let request = Array("GET /docs HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
        let mute = try (0..<10).map { _ in try HTTPConnection(port: server.port, receiveBytes: 4096) }
        for connection in mute { try connection.write(Array(repeatElement(request, count: 50).joined())) }
        for _ in 0..<50 { #expect(try server.send("GET", "/health/live").status == 200) }
        let start = ContinuousClock.now
        #expect(server.terminate() == 0)
        #expect(ContinuousClock.now - start < .seconds(Limits.shutdownSeconds))
        for connection in mute { connection.close() }
    }

    @Test func `what was written is there after the next start, the newest too`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        let headers = try installation.headers()
        var made: Set<String> = []
        for number in 0..<10 { made.insert(try #require(try server.makeUnit("\(number)", headers))) }
        #expect(server.terminate() == 0)
        #expect(try installation.command("doctor").status == 0)
        #expect(try installation.serve().unitIDs(headers) == made)
    }
}
