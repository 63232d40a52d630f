import Facts
import HTTPTypes
import MusterModel
@testable import MusterServer
import MusterTestSupport
import MusterTestWorld
import Testing

/// Issue 11, fault 5.
@Suite("A body is UTF-8, with a byte-order mark or without")
struct BodyEncodingTests {
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Every route that takes a body, with its parameters filled in.
    private static let routes = Routes.all.filter { [.post, .put].contains($0.method) }.map { route in
        let parts = route.path.split(separator: "/").map { $0.hasPrefix(":") ? "unit-a" : $0 }
        return (method: route.method.rawValue, path: "/" + parts.joined(separator: "/"))
    }

    @Test(.keepsAway("Muster 11.5"), arguments: TestEngine.allCases)
    func `a mark before JSON is skipped on every route`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for route in Self.routes where !route.path.hasSuffix("/logout") {
                // An array counts as no members, so nothing is done.
                let plain = try await server.send(route.method, route.path, bytes: Array("[1]".utf8))
                let marked = try await server.send(route.method, route.path, bytes: Self.mark + Array("[1]".utf8))
                #expect(marked.status == plain.status, "\(route): \(marked.text)")
                #expect(!marked.text.hasPrefix(Refusal.malformed), "\(route): \(marked.text)")
                let broken = try await server.send(route.method, route.path, bytes: Self.mark + Array(#"{"a""#.utf8))
                if broken.text.hasPrefix(Refusal.malformed) {
                    #expect(broken.json?.found("details")?.object?["byteOffset"] == 7, "\(route): \(broken.text)")
                }
            }
        }
    }

    static let scenarios = [
        Scenario(
            "a unit", "POST livechat/units", body: "\u{FEFF}" + unitBody("n"), status: 200, contains: [#""name":"n""#],
            events: ["unit.created"]),
        Scenario(
            "a unit's new name", "POST livechat/units/unit-a", body: "\u{FEFF}\r\n" + unitBody("n"), status: 200,
            contains: [#""name":"n""#], events: ["unit.updated"]),
        Scenario(
            "a login", "POST login", as: .nobody,
            body: "\u{FEFF}" + #"{"user":"admin","password":"\#(Who.admin.password)"}"#, status: 200,
            contains: ["authToken"]),
        Scenario(
            "a method's message", "POST method.call/livechat:removeUnit",
            body: "\u{FEFF}"
                + #"{"message":"{\"msg\":\"method\",\"id\":\"1\",\"method\":\"livechat:removeUnit\",\"params\":[\"unit-a\"]}"}"#,
            status: 200,
            contains: ["result"], events: ["unit.deleted"]),
        Scenario(
            "a mark and nothing else is a blank body", "POST livechat/units", body: "\u{FEFF}", status: 400,
            contains: ["Match error: Expected object, got undefined"]),
        Scenario(
            "a mark and white space is a blank body", "POST livechat/units", body: "\u{FEFF} \r\n", status: 400,
            contains: ["Match error: Expected object, got undefined"]),
        Scenario(
            "a mark inside a text belongs to it", "POST livechat/units", body: unitBody("\u{FEFF}n"), status: 200,
            contains: ["\u{FEFF}n"], events: ["unit.created"]),
    ]

    @Test(.keepsAway("Muster 11.5"), arguments: TestEngine.allCases, scenarios)
    func `a mark before it`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    /// A text in an encoding with units of more than a byte.
    private static func encoded(_ text: String, unitBytes: Int, littleEndian: Bool, mark: Bool) -> [UInt8] {
        let marked = (mark ? "\u{FEFF}" : "") + text
        let units = unitBytes == 2 ? marked.utf16.map(UInt32.init) : marked.unicodeScalars.map(\.value)
        return units.flatMap { unit in
            let bytes = (0..<unitBytes).map { UInt8(truncatingIfNeeded: unit >> (8 * UInt32($0))) }
            return littleEndian ? bytes : bytes.reversed()
        }
    }

    @Test(.keepsAway("Muster 11.5"), arguments: TestEngine.allCases)
    func `another encoding is refused and named`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (unitBytes, name) in [(2, "UTF-16"), (4, "UTF-32")] {
                for (isLittle, isMarked) in [(true, true), (true, false), (false, true), (false, false)] {
                    for text in [#"{"user":"Jörg"}"#, "{}", "[]", "1", #"{"unitData":{}}"#] {
                        let bytes = Self.encoded(
                            text, unitBytes: unitBytes, littleEndian: isLittle, mark: isMarked)
                        let answer = try await server.send("POST", "livechat/units", bytes: bytes)
                        let reason = answer.json?.found("details")?.object?["reason"]
                        #expect(answer.text.hasPrefix(Refusal.malformed), "\(bytes): \(answer.text)")
                        #expect(reason == .string("the text is \(name), not UTF-8"), "\(bytes): \(answer.text)")
                    }
                }
            }
            for bytes in [[0xE9, 0x7B, 0x7D], [0x00], [0x7B, 0x7D, 0x00, 0x00], [0x7B, 0x80, 0x00]] as [[UInt8]] {
                let answer = try await server.send("POST", "livechat/units", bytes: bytes)
                #expect(answer.text.hasPrefix(Refusal.malformed) && !answer.text.contains("UTF-16"), "\(bytes)")
            }
        }
    }

    static let codings = [
        "gzip", "GZIP", "x-gzip", "deflate", "br", "zstd", "compress", "identity, gzip", "gzip, identity", "gzip, br",
        " gzip ", "nonsense", "utf-8",
    ]

    @Test(.keepsAway("Muster 11.5"), arguments: TestEngine.allCases)
    func `a compressed body is 415 before it is read`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for coding in Self.codings {
                for request in ["POST livechat/units", "POST login", "PUT livechat/department/dep-1"] {
                    // Not a byte of the body is sent.
                    let text = try await server.withConnection { connection in
                        let (length, wish) = ("Content-Length: 100", "Expect: 100-continue")
                        try connection.write(server.head(request, "Content-Encoding: \(coding)", length, wish))
                        return String(decoding: try connection.readToEnd(), as: UTF8.self)
                    }
                    #expect(text.hasPrefix("HTTP/1.1 415 Unsupported Media Type\r\n"), "\(coding): \(text)")
                    #expect(text.contains("[error-unsupported-encoding]"), "\(coding): \(text)")
                    #expect(text.lowercased().contains("accept-encoding: identity"), "\(coding): \(text)")
                }
            }
            for coding in ["identity", "Identity", "", "identity, identity"] {
                let answer = try await server.send(
                    "POST", "livechat/units", body: "[]", headers: [("Content-Encoding", coding)])
                #expect(answer.status == 400 && answer.text.contains("Match error"), "\(coding): \(answer.text)")
            }
            for (who, status) in [(Who.nobody, 401), (.plain, 403)] {
                let answer = try await server.send(
                    "POST", "livechat/units", as: who, body: "{}", headers: [("Content-Encoding", "gzip")])
                #expect(answer.status == status, "who may not is told so first")
            }
            #expect(try await server.eventKinds() == [])
        }
    }
}
