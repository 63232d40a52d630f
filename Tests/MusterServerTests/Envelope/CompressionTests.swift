import CZlib
import MusterModel
@testable import MusterServer
import MusterTestSupport
import MusterTestWorld
import NIOCore
import Testing

/// D95.
@Suite("Long answers are compressed for those who take that")
struct CompressionTests {
    /// Long enough: the preferences alone are more than 1 KiB.
    private static let path = "me"

    /// What gzip made, unmade; nil when it is not whole.
    private static func inflated(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        var input = bytes
        var output = [UInt8](repeating: 0, count: 16 << 20)
        return withUnsafeMutablePointer(to: &stream) { stream in
            guard inflateInit2_(stream, 31, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
            defer { inflateEnd(stream) }
            return input.withUnsafeMutableBufferPointer { input in
                output.withUnsafeMutableBufferPointer { output in
                    stream.pointee.next_in = input.baseAddress
                    stream.pointee.avail_in = UInt32(input.count)
                    stream.pointee.next_out = output.baseAddress
                    stream.pointee.avail_out = UInt32(output.count)
                    guard inflate(stream, Z_FINISH) == Z_STREAM_END, stream.pointee.avail_in == 0 else { return nil }
                    return Array(output.prefix(output.count - Int(stream.pointee.avail_out)))
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the same bytes, fewer of them, and a tag of their own`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let plain = try await server.send("GET", Self.path)
            let packed = try await server.send("GET", Self.path, headers: [("Accept-Encoding", "gzip, deflate, br")])
            #expect(plain.header("content-encoding") == nil && packed.header("content-encoding") == "gzip")
            #expect(plain.header("vary") == "Accept-Encoding" && packed.header("vary") == "Accept-Encoding")
            #expect(packed.header("content-length") == "\(packed.body.count)")
            #expect(packed.body.count < plain.body.count && Self.inflated(packed.body) == plain.body)
            let tag = try #require(plain.header("etag"))
            #expect(packed.header("etag") == "\(tag.dropLast())-gzip\"")
            #expect(packed.header("content-type") == "application/json")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `HEAD says what GET would, and each tag is good for its own form`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let gzip = ("Accept-Encoding", "gzip")
            let get = try await server.send("GET", Self.path, headers: [gzip])
            let head = try await server.send("HEAD", Self.path, headers: [gzip])
            func comparable(_ answer: HTTPAnswer) -> [String] {
                answer.headers.filter { $0.name != "Date" }.map { "\($0.name): \($0.value)" }
            }
            #expect(head.body == [] && comparable(head) == comparable(get))
            let plain = try #require(try await server.send("GET", Self.path).header("etag"))
            let packed = try #require(get.header("etag"))
            for (tag, accepts, status) in [
                (packed, [gzip], 304), (plain, [], 304), (packed, [], 200), (plain, [gzip], 200),
            ] {
                let answer = try await server.send("GET", Self.path, headers: accepts + [("If-None-Match", tag)])
                #expect(answer.status == status, "\(tag) \(accepts)")
                #expect(answer.header("vary") == "Accept-Encoding")
                if status == 304 { #expect(answer.body == [] && answer.header("content-encoding") == nil) }
            }
        }
    }

    static let wishes: [(value: String, isPacked: Bool, isPackedWhenShort: Bool)] = [
        ("", false, false), ("identity", false, false), ("deflate, br", false, false), ("gzip", true, false),
        ("GZip", true, false), ("x-gzip", true, false), ("*", true, false), ("gzip;q=0", false, false),
        ("gzip;q=0.001", true, false), ("gzip; q=0.5, identity; q=0.4", true, false),
        ("gzip;q=0.5,identity;q=0.6", false, false), ("gzip;q=0.5 , identity;q=0.5", true, false),
        ("identity;q=0", false, false), ("gzip, identity;q=0", true, true), ("*, identity;q=0", true, true),
        ("gzip;q=0, *", false, false), ("gzip, *;q=0", true, true), ("*;q=0", false, false),
        ("br;q=1, gzip;q=0.2", true, false), ("gzip;q=2", false, false), ("gzip;q=x", false, false),
        ("gzip;level=9", false, false), ("gzipped", false, false), (",,gzip,", true, false), (";q=1", false, false),
    ]

    @Test(arguments: TestEngine.allCases)
    func `weights are honoured, and what is no wish is none`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (value, isPacked, isPackedWhenShort) in Self.wishes {
                for (path, expected) in [(Self.path, isPacked), ("livechat/units", isPackedWhenShort)] {
                    let answer = try await server.send("GET", path, headers: [("Accept-Encoding", value)])
                    #expect(answer.status == 200)
                    #expect((answer.header("content-encoding") == "gzip") == expected, "\(path) \(value)")
                    let body = expected ? try #require(Self.inflated(answer.body)) : answer.body
                    #expect(try JSON(parsing: body).object?["success"] == true)
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an answer that holds a token is sent as it is`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (request, who, body) in [
                ("POST login", Who.nobody, #"{"user":"plain","password":"password of plain"}"#),
                ("POST users.createToken", .plain, #"{"userId":"id-plain"}"#),
                ("POST users.generatePersonalAccessToken", .admin, #"{"tokenName":"t"}"#),
                ("POST users.regeneratePersonalAccessToken", .admin, #"{"tokenName":"t"}"#),
            ] {
                let parts = request.split(separator: " ").map(String.init)
                let answer = try await server.send(
                    parts[0], parts[1], as: who, body: body, headers: [("Accept-Encoding", "gzip, identity;q=0")])
                #expect(answer.status == 200 && answer.text.contains(/[A-Za-z0-9_-]{43}/), "\(request)")
                #expect(answer.header("content-encoding") == nil, "\(request)")
            }
            let list = try await server.send(
                "GET", "users.getPersonalAccessTokens", headers: [("Accept-Encoding", "gzip, identity;q=0")])
            #expect(list.text.contains("lastTokenPart") && list.header("content-encoding") == nil)
        }
    }

    @Test(arguments: [0, 1, 1023, 1024, 1025, 100_000, 300_000, 3_000_000])
    func `a body of any length comes back whole`(_ length: Int) async throws {
        var generator = SeededGenerator(seed: UInt64(length))
        // Half of it repeats, half does not.
        let body = (0..<length).map { $0 % 64 < 32 ? UInt8($0 % 64) : UInt8.random(in: 0...255, using: &generator) }
        let packed = try #require(await Gzip.compressed(ByteBuffer(bytes: body)))
        #expect(Self.inflated(Array(packed.readableBytesView)) == body)
    }

    @Test(arguments: TestEngine.allCases)
    func `the documents are compressed too, images are not`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (path, isPacked) in [("/api/muster/v1/openapi.json", true), ("/docs", true), ("/avatar/agent", false)] {
                let plain = try await server.send("GET", path)
                let answer = try await server.send("GET", path, headers: [("Accept-Encoding", "gzip, identity;q=0")])
                #expect((answer.header("content-encoding") == "gzip") == isPacked, "\(path)")
                #expect((isPacked ? Self.inflated(answer.body) : answer.body) == plain.body, "\(path)")
            }
        }
    }
}
