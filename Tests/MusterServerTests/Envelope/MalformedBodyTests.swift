import Facts
import HTTPTypes
import MusterModel
@testable import MusterServer
import MusterTestSupport
import MusterTestWorld
import Testing

/// D10.
@Suite("A body that is no JSON is refused as such", .holds("1.14"))
struct MalformedBodyTests {
    static let texts = [
        // Cut off, or with something behind it.
        "{", "[", "\"", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "[1", "[1,", "\"x", "tru", "-", "1e", "{} x",
        "{}{}", "[] []", "1 2", "{},", "null,", "{}\u{0}", "{}//", "{}\u{1A}",
        // Not JSON, though other notations know it.
        "{'a':1}", "{a:1}", "{1:1}", "{\"a\":1,}", "[1,]", "[,]", "{,}", "[1 2]", "{\"a\" 1}", "{\"a\"=1}", "{\"a\"}",
        "{:1}", "TRUE", "True", "None", "undefined", "nil", "NaN", "Infinity", "-Infinity", "// x\n{}", "/* x */{}",
        "# x\n{}", "<a/>", "a: 1", "(1)", "`a`", "@", "=", ":", ",", "}", "]", "\\",
        // Numbers.
        "01", "-01", "+1", ".5", "1.", "1.e5", "1e+", "0x10", "1_000", "--1", "1e1.5", "{\"a\":-}", "１",
        // Texts.
        "\"\u{1}\"", "\"\n\"", "\"\t\"", "\"\u{0}\"", "\"\u{1F}\"", #""\x41""#, #""\a""#, #""\""#, #""\u""#,
        #""\u12""#, #""\u12G4""#, #""\u 123""#, #""\U0041""#, #""\'""#, "\"\\\n\"",
        // Lone surrogates.
        #""\ud800""#, #""\udfff""#, #""\ud800x""#, #""\ud800\n""#, #""\ud800\ud800""#, #""\udc00\ud800""#,
        #""\ud800\u0041""#, #"{"\ud83d":1}"#, #"{"a":"\uDBFF"}"#,
        // Space that JSON does not know, and a byte-order mark where none belongs.
        "\u{FEFF}\u{FEFF}{}", " \u{FEFF}{}", "{\u{FEFF}}", "{}\u{FEFF}", "\u{C}{}", "\u{B}{}", "\u{A0}{}", "{}\u{2028}",
        "\u{3000}{}",
    ]

    @Test(arguments: TestEngine.allCases)
    func `every kind of malformed text has the same error, and nothing is changed`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let before = try await server.snapshot()
            for text in Self.texts {
                let answer = try await server.send("POST", "livechat/units", body: text)
                #expect(answer.status == 400, "\(text)")
                #expect(answer.text.hasPrefix(Refusal.malformed), "\(text): \(answer.text)")
                #expect(answer.json?.object?.keys == ["success", "error", "errorType", "details"], "\(text)")
                #expect(answer.json?.found("details")?.object != nil, "\(text)")
            }
            #expect(try await server.snapshot() == before)
        }
    }

    static let bytes: [[UInt8]] = [
        [0xFF], [0x80], [0x22, 0xFF, 0x22], [0x22, 0x80, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xE2, 0x82, 0x22],
        // An overlong slash, a surrogate in UTF-8, a code point that is too large, UTF-16, the end of the text inside.
        [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
        [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00], [0x00, 0x7B, 0x00, 0x7D], [0x22, 0xF0, 0x9F, 0x98],
        Array(#"{"a":""#.utf8) + [0xE9] + Array(#""}"#.utf8), Array(#"{""#.utf8) + [0xE9] + Array(#"":1}"#.utf8),
        Array("{} ".utf8) + [0xC3],
    ]

    @Test(arguments: TestEngine.allCases)
    func `a text that is not UTF-8 is no JSON`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for bytes in Self.bytes {
                for path in ["livechat/units", "login"] {
                    let answer = try await server.send("POST", path, bytes: bytes)
                    #expect(answer.status == 400, "\(bytes)")
                    #expect(answer.text.hasPrefix(Refusal.malformed), "\(bytes): \(answer.text)")
                    #expect(answer.json != nil, "the answer itself is UTF-8")
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `every route that takes a body says so`(_ engine: TestEngine) async throws {
        let routes = Routes.all.filter { [.post, .put].contains($0.method) && !$0.path.hasSuffix("/logout") }
        #expect(routes.count > 10)
        try await TestServer.run(engine) { server in
            for route in routes {
                let path =
                    "/"
                    + route.path.split(separator: "/").map { $0.hasPrefix(":") ? "unit-a" : $0 }
                    .joined(separator: "/")
                let answer = try await server.send(route.method.rawValue, path, body: #"{"a":1"#)
                #expect(answer.status == 400, "\(path): \(answer.text)")
                #expect(answer.text.hasPrefix(Refusal.malformed), "\(path): \(answer.text)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases, ["[", #"{"a":"#])
    func `nesting deeper than the limit is refused, however deep`(_ engine: TestEngine, _ open: String) async throws {
        let close = open == "[" ? "]" : "}"
        try await TestServer.run(engine) { server in
            for depth in [Limits.jsonDepth + 1, 1000, 200_000] {
                let whole = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
                for body in [whole, String(repeating: open, count: depth)] {
                    let answer = try await server.send("POST", "livechat/units", body: body)
                    #expect(answer.status == 400, "\(depth)")
                    #expect(answer.text.hasPrefix(Refusal.malformed), "\(depth): \(answer.text)")
                }
            }
            let depth = Limits.jsonDepth
            let body = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
            let answer = try await server.send("POST", "livechat/units", body: body)
            #expect(answer.text == Refusal.match("Expected object, got undefined"))
        }
    }
}
