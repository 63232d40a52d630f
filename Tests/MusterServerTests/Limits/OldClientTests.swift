import Facts
import Foundation
import MusterModel
@testable import MusterServer
import MusterTestSupport
import MusterTestWorld
import Testing

/// What HTTP/1 promises to clients of every age.
@Suite("Old and careful clients are served as they expect", .holds("3.3"))
struct OldClientTests {
    private static let body = #"{"unitData":{"name":"n","visibility":"public"},"unitMonitors":[],"unitDepartments":[]}"#

    @Test(arguments: TestEngine.allCases, ["1.0", "1.1"])
    func `a connection that ends with its answer ends at once, and takes no second request`(
        _ engine: TestEngine, _ version: String
    ) async throws {
        try await TestServer.run(engine) { server in
            let wish = version == "1.0" ? "X-None: x" : "Connection: Close, TE"
            let text = try await server.withConnection { connection in
                let length = "Content-Length: \(Self.body.utf8.count)"
                let request = server.head("POST livechat/units", version: version, wish, length) + Array(Self.body.utf8)
                try connection.write(request + request)
                let started = ContinuousClock.now
                let text = String(decoding: try connection.readToEnd(), as: UTF8.self)
                #expect(ContinuousClock.now - started < .seconds(Limits.lingerSeconds))
                return text
            }
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(text.lowercased().contains("\r\nconnection: close\r\n"))
            #expect(text.components(separatedBy: "HTTP/1.1 ").count == 2, "one answer")
            #expect(try await server.eventKinds() == ["unit.created"])
        }
    }

    @Test(arguments: TestEngine.allCases, [1, 3])
    func `an old client that asks for it keeps its connection`(_ engine: TestEngine, _ sentAtOnce: Int) async throws {
        try await TestServer.run(engine, changingNothing: true) { server in
            let answers = try await server.withConnection { connection in
                let request = server.head("GET me", version: "1.0", "Connection: Keep-Alive")
                return try (0..<3 / sentAtOnce).flatMap { _ in
                    try connection.write(Array(repeatElement(request, count: sentAtOnce).joined()))
                    return try (0..<sentAtOnce).map { _ in try connection.readAnswer() }
                }
            }
            #expect(answers.map(\.status) == [200, 200, 200])
            #expect(answers.allSatisfy { $0.header("connection") == "keep-alive" })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a client that asks before it sends a body is told to go on`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let (go, answer) = try await server.withConnection { connection in
                let length = "Content-Length: \(Self.body.utf8.count)"
                try connection.write(server.head("POST livechat/units", length, "Expect: 100-Continue"))
                let go = try connection.readLines(2)
                try connection.write(Array(Self.body.utf8))
                return (go, try connection.readAnswer())
            }
            #expect(go == ["HTTP/1.1 100 Continue", ""])
            #expect(answer.status == 200 && answer.json?.found("name") == "n")
        }
    }

    @Test(arguments: TestEngine.allCases, [(Who.nobody, 401), (.plain, 403)])
    func `without the permission a client is refused before it sends`(
        _ engine: TestEngine, _ row: (who: Who, status: Int)
    ) async throws {
        try await TestServer.run(engine) { server in
            let lines = try await server.withConnection { connection in
                let head = server.head("POST livechat/units", as: row.who, "Content-Length: 90", "Expect: 100-continue")
                try connection.write(head)
                return try connection.readLines(1)
            }
            #expect(lines.first?.hasPrefix("HTTP/1.1 \(row.status) ") == true, "\(lines)")
        }
    }
}
