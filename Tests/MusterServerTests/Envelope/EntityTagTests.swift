@testable import MusterServer
import MusterTestSupport
import MusterTestWorld
import Testing

/// D94.
@Suite("A client that has an answer already is not sent it again")
struct EntityTagTests {
    @Test(arguments: TestEngine.allCases)
    func `the tag of an answer is the same until the answer changes`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let first = try #require(try await server.send("GET", "livechat/units").header("etag"))
            #expect(first.wholeMatch(of: /"[0-9a-f]{16}"/) != nil, "\(first)")
            #expect(try await server.send("GET", "livechat/units").header("etag") == first)
            #expect(try await server.send("GET", "livechat/units?count=1").header("etag") != first)
            #expect(try await server.send("POST", "livechat/units", body: unitBody("New")).header("etag") == nil)
            let second = try await server.send("GET", "livechat/units", headers: [("If-None-Match", first)])
            #expect(second.status == 200 && second.header("etag") != first)
        }
    }

    @Test(arguments: TestEngine.allCases, ["GET", "HEAD"])
    func `naming it brings a 304 with the contract's headers and no body`(
        _ engine: TestEngine, _ method: String
    ) async throws {
        try await TestServer.run(engine) { server in
            for path in ["livechat/units", "me", "livechat/units/nothing", "/health/live", "/api/info"] {
                let tag = try #require(try await server.send(method, path).header("etag"))
                for value in [tag, "W/\(tag)", "\"x\", \(tag)", "\"x\",W/\"y\",W/\(tag)  ", "*", " * "] {
                    let answer = try await server.send(method, path, headers: [("If-None-Match", value)])
                    #expect(answer.status == 304 && answer.body == [], "\(path) \(value)")
                    #expect(answer.header("etag") == tag)
                    for (name, value) in HeaderTests.always where name != "content-type" {
                        #expect(answer.header(name) == value, "\(name)")
                    }
                    #expect(answer.header("content-type") == nil && answer.header("content-length") == nil)
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `another tag, and a star among tags, is no match`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let tag = try #require(try await server.send("GET", "livechat/units").header("etag"))
            let bare = String(tag.dropFirst().dropLast())
            for value in ["\"x\"", "", bare, "\"\(bare)", "\"a,*,b\"", "w/\(tag)", "\"\(bare)-gzip\"", "*, \"x\""] {
                let answer = try await server.send("GET", "livechat/units", headers: [("If-None-Match", value)])
                #expect(answer.status == 200 && !answer.body.isEmpty, "\(value)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the connection goes on behind a 304`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let headers = server.headersOf(.admin)
            let answers = try await server.withConnection { connection in
                try ["*", "\"x\"", "*"].map { value in
                    try connection.send(
                        "GET", "/api/v1/livechat/units", headers: headers + [("If-None-Match", value)])
                }
            }
            #expect(answers.map(\.status) == [304, 200, 304])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `refusals and answers to other methods have none, whatever is named`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (request, who, status) in [
                ("GET livechat/units", Who.nobody, 401), ("GET livechat/units", .plain, 403),
                ("GET nothing", .admin, 404), ("PUT me", .admin, 405), ("GET livechat/units?count=x", .admin, 400),
                ("DELETE livechat/units/unit-a", .admin, 200), ("OPTIONS me", .nobody, 200),
            ] {
                let parts = request.split(separator: " ").map(String.init)
                let answer = try await server.send(parts[0], parts[1], as: who, headers: [("If-None-Match", "*")])
                #expect(answer.status == status && answer.header("etag") == nil, "\(request)")
            }
        }
    }

    @Test func `bodies that differ in one bit or in their length have different hashes`() {
        for length in 0..<70 {
            var body = [UInt8](repeating: UInt8(ascii: "a"), count: length)
            var hashes: Set<UInt64> = [body.withUnsafeBytes { EntityTag.hash($0) }]
            for bit in 0..<(8 * length) {
                body[bit / 8] ^= 1 << UInt8(bit % 8)
                hashes.insert(body.withUnsafeBytes { EntityTag.hash($0) })
                body[bit / 8] ^= 1 << UInt8(bit % 8)
            }
            #expect(hashes.count == 8 * length + 1)
        }
        let zeros = (0..<100).map { [UInt8](repeating: 0, count: $0).withUnsafeBytes { EntityTag.hash($0) } }
        #expect(Set(zeros).count == 100)
    }

    @Test func `the hash is the same everywhere`() {
        let known = Array("Muster".utf8).withUnsafeBytes { EntityTag.of($0, isCompressed: false) }
        #expect(known == "37f2d23580ed7d8a")
    }
}
