import Facts
import HTTPTypes
import MusterModel
@testable import MusterServer
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.1, D11, D23.
@Suite("OPTIONS answers as the settings say, at once", .holds("1.1"))
struct CrossOriginTests {
    static let origin = ("Origin", "https://a.example")
    static let asks = ("Access-Control-Request-Method", "POST")
    static let methods = "GET, POST, PUT, DELETE, HEAD, PATCH"
    static let headers =
        "Origin, X-Requested-With, Content-Type, Accept, X-User-Id, X-Auth-Token, x-visitor-token, Authorization"

    private static func preflight(_ server: TestServer, _ headers: [(String, String)] = [origin, asks]) async throws
        -> HTTPAnswer
    {
        try await server.send("OPTIONS", "livechat/units", as: .nobody, headers: headers)
    }

    @Test(arguments: TestEngine.allCases)
    func `OPTIONS of every known path is an empty 200, without a login`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for pattern in Set(Routes.all.map(\.path)) {
                let answer = try await server.send("OPTIONS", pattern.replacing(":", with: ""), as: .nobody)
                #expect(answer.status == 200 && answer.body == [], "\(pattern)")
                #expect(answer.header("access-control-allow-origin") == "*")
                #expect(answer.header("cache-control") == "no-store")
                #expect(answer.header("access-control-allow-methods") == nil)
            }
        }
    }

    @Test(arguments: TestEngine.allCases, [[origin], [asks], [origin, asks]])
    func `while CORS is off a preflight is refused in words`(_ engine: TestEngine, _ headers: [(String, String)])
        async throws
    {
        try await TestServer.run(engine) { server in
            let answer = try await Self.preflight(server, headers)
            #expect(answer.status == 405)
            #expect(answer.text == #"CORS not enabled. Go to "Admin > General > REST Api" to enable it."#)
            #expect(answer.header("access-control-allow-methods") == nil)
        }
    }

    @Test(arguments: TestEngine.allCases, [[origin], [asks], [origin, asks]])
    func `for a star every origin may`(_ engine: TestEngine, _ headers: [(String, String)]) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.set("API_Enable_CORS", true)
            let answer = try await Self.preflight(server, headers)
            #expect(answer.status == 200 && answer.body == [])
            #expect(answer.header("access-control-allow-origin") == "*")
            #expect(answer.header("access-control-allow-methods") == Self.methods)
            #expect(answer.header("access-control-allow-headers") == Self.headers)
            #expect(answer.header("vary") == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of a list only the origins on it may`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.set("API_Enable_CORS", true)
            try await server.world.set("API_CORS_Origin", "https://b.example, https://a.example")
            let listed = try await Self.preflight(server)
            #expect(listed.status == 200 && listed.body == [])
            #expect(listed.header("access-control-allow-origin") == "https://a.example")
            #expect(listed.header("vary") == "Origin")
            #expect(listed.header("access-control-allow-methods") == Self.methods)
            #expect(listed.header("access-control-allow-headers") == Self.headers)
            for headers in [
                [("Origin", "https://c.example")], [("Origin", "https://a.example.evil")], [("Origin", "null")],
                [("Origin", "a.example")], [Self.asks],
            ] {
                let other = try await Self.preflight(server, headers)
                #expect(other.status == 200 && other.body == [], "\(headers)")
                for name in ["origin", "methods", "headers"] {
                    #expect(other.header("access-control-allow-\(name)") == nil, "\(headers)")
                }
            }
        }
    }

    @Test(.holds("5.5.32"), arguments: TestEngine.allCases)
    func `the settings are followed with the next request`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (isOn, status) in [(true, 200), (false, 405), (true, 200)] {
                try await server.world.set("API_Enable_CORS", .bool(isOn))
                #expect(try await Self.preflight(server).status == status)
            }
            try await server.world.set("API_CORS_Origin", "https://b.example")
            #expect(try await Self.preflight(server).header("access-control-allow-origin") == nil)
            try await server.world.set("API_CORS_Origin", "*")
            #expect(try await Self.preflight(server).header("access-control-allow-origin") == "*")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a request that is no preflight is not touched by the settings`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.set("API_Enable_CORS", true)
            try await server.world.set("API_CORS_Origin", "https://b.example")
            let answer = try await server.send("GET", "livechat/units", headers: [Self.origin])
            #expect(answer.status == 200)
            #expect(answer.header("access-control-allow-origin") == "*")
            let options = try await server.send("OPTIONS", "livechat/units", as: .nobody)
            #expect(options.status == 200 && options.header("access-control-allow-methods") == nil)
        }
    }
}
