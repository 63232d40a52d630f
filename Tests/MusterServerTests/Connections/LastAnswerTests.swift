import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Issue 11, A4.
@Suite("After an answer that ends the connection nothing is read as a request")
struct LastAnswerTests {
    @Test(.keepsAway("Muster 11.A4"), arguments: TestEngine.allCases)
    func `requests behind the last one are not executed, whatever made it the last`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            let attack = RequestsBehindTheLast(port: server.port, headers: server.headersOf(.admin))
            let faults = try await offThread { try attack.run() }
            #expect(faults == [])
            #expect(try await server.eventKinds() == [])
        }
    }

    @Test(.keepsAway("Muster 11.A4"), arguments: TestEngine.allCases)
    func `what was asked before the last answer is done and answered`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let text = try await server.withConnection { connection in
                let unread = server.head("POST me", as: .nobody, "Content-Length: 2") + Array("{}".utf8)
                let delete = server.head("DELETE livechat/units/unit-b")
                try connection.write(server.head("DELETE livechat/units/unit-a") + unread + delete + delete)
                return String(decoding: try connection.readToEnd(), as: UTF8.self)
            }
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(text.contains("\r\n\r\n1HTTP/1.1 405 "))
            #expect(text.split(separator: "HTTP/1.1 ").count == 2)
            #expect(try await server.eventKinds() == ["unit.deleted"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a client that sends on reads the last answer, and is cut off`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let (status, isCutOff) = try await server.withConnection { connection in
                try connection.write(server.head("POST nothing", as: .nobody, "Content-Length: 100000000"))
                let status = try connection.readAnswer().status
                let deadline = ContinuousClock.now + .seconds(Limits.lingerSeconds + 20)
                while ContinuousClock.now < deadline {
                    do {
                        try connection.write([UInt8](repeating: 0x20, count: 4096))
                    } catch {
                        return (status, true)
                    }
                }
                return (status, false)
            }
            #expect(status == 404)
            #expect(isCutOff)
        }
    }
}
