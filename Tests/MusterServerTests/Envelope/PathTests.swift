import Facts
import HTTPTypes
import MusterModel
@testable import MusterServer
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.14, D11.
@Suite("A path or method that does not exist says so, to everybody", .holds("1.1", "1.14"))
struct PathTests {
    static let unknown = [
        "nothing", "/", "/api", "/api/", "/api/v1", "/api/v1/", "/api/v1/info", "/api/v2/me", "/me", "/health",
        "/health/live/more", "me/more", "livechat", "livechat/units/unit-a/nothing", "livechat/agents.saveInfo",
        "livechat/units/unit-a/departments/available/more", "users.nothing", "method.call", "/api/info/more",
        "/favicon.ico", "/%00", "/../etc/passwd", "/api/v1/me;x=1",
    ]

    @Test(.holds("D26.6"), arguments: TestEngine.allCases)
    func `an unknown path is 404 with any method, for everybody, whatever is sent`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for path in Self.unknown {
                for (method, who) in [
                    ("GET", Who.nobody), ("POST", .nobody), ("PUT", .stranger), ("DELETE", .admin), ("PATCH", .plain),
                    ("OPTIONS", .nobody),
                ] {
                    let answer = try await server.send(method, path, as: who, body: method == "POST" ? "{" : nil)
                    #expect(answer.status == 404, "\(method) \(path)")
                    #expect(answer.text == Refusal.unknownEndpoint, "\(method) \(path)")
                    #expect(answer.header("Allow") == nil)
                }
            }
        }
    }

    /// Spellings of paths that exist, each with an empty segment (issue 11, fault 13).
    static let withEmptySegments = [
        "//api//v1/me", "//api/v1/me", "/api//v1/me", "/api/v1//me", "/api/v1/me/", "/api/v1/me//", "//api/info",
        "/api/info/", "/api//info", "//", "///", "/health//live", "/health/live/", "//health/live", "/docs/",
        "/api/v1/login/", "/api/v1//login", "/api/v1/livechat/units/", "/api/v1/livechat//units",
        "/api/v1/livechat/units//monitors", "/api/v1/livechat/units/unit-a/", "/api/v1/livechat/department//",
        "http://x//api/v1/me", "http://x/api/v1//me", "api/v1/me", "x/api/v1/me",
    ]

    @Test(.keepsAway("Muster 11.13"), arguments: TestEngine.allCases)
    func `a path with an empty segment is none that a route has`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for path in Self.withEmptySegments {
                for method in ["GET", "DELETE", "OPTIONS"] {
                    let answer = try await server.withConnection { connection in
                        try connection.send(method, path, headers: server.headersOf(.admin))
                    }
                    // What is no path at all is no request either.
                    let isPath = path.hasPrefix("/") || path.hasPrefix("http")
                    #expect(answer.status == (isPath ? 404 : 400), "\(method) \(path): \(answer.text)")
                    if isPath { #expect(answer.text == Refusal.unknownEndpoint, "\(method) \(path)") }
                }
            }
            #expect(try await server.eventKinds() == [])
        }
    }

    static let others: [(request: String, allow: String)] = [
        ("PUT livechat/units", "GET, POST, OPTIONS"), ("DELETE livechat/units", "GET, POST, OPTIONS"),
        ("PATCH livechat/units/x", "GET, POST, DELETE, OPTIONS"),
        ("PUT livechat/units/x", "GET, POST, DELETE, OPTIONS"),
        ("POST livechat/department/x", "GET, PUT, DELETE, OPTIONS"), ("GET login", "POST, OPTIONS"),
        ("HEAD login", "POST, OPTIONS"), ("POST me", "GET, OPTIONS"), ("DELETE logout", "GET, POST, OPTIONS"),
        ("GET users.create", "POST, OPTIONS"), ("POST /api/info", "GET, OPTIONS"), ("TRACE me", "GET, OPTIONS"),
        ("PROPFIND livechat/units", "GET, POST, OPTIONS"), ("POST livechat/monitors/x", "GET, OPTIONS"),
        ("DELETE livechat/units/x/monitors", "GET, OPTIONS"), ("GET method.call/x", "POST, OPTIONS"),
    ]

    @Test(arguments: TestEngine.allCases)
    func `another method of a known path is 405 and names those it has`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (request, allow) in Self.others {
                let parts = request.split(separator: " ").map(String.init)
                for who in [Who.nobody, .admin] {
                    let answer = try await server.send(parts[0], parts[1], as: who)
                    #expect(answer.status == 405, "\(request)")
                    #expect(answer.text == (parts[0] == "HEAD" ? "" : Refusal.unknownEndpoint), "\(request)")
                    #expect(answer.header("Allow") == allow, "\(request)")
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `every path of the table allows the methods of the table and no others`(_ engine: TestEngine) async throws {
        let order = ["GET", "POST", "PUT", "PATCH", "DELETE"]
        let patterns = Set(Routes.all.map(\.path))
        try await TestServer.run(engine) { server in
            for pattern in patterns {
                let path =
                    "/" + pattern.split(separator: "/").map { $0.hasPrefix(":") ? "x" : $0 }.joined(separator: "/")
                // A name may also be an id to another route.
                let known = Set(Routes.all.filter { Self.fits(path, $0.path) }.map(\.method.rawValue))
                let allow = (order.filter(known.contains) + ["OPTIONS"]).joined(separator: ", ")
                for method in order where !known.contains(method) {
                    let answer = try await server.send(method, path, as: .nobody)
                    #expect(answer.status == 405 && answer.text == Refusal.unknownEndpoint, "\(method) \(path)")
                    #expect(answer.header("Allow") == allow, "\(method) \(path)")
                }
            }
        }
    }

    private static func fits(_ path: String, _ pattern: String) -> Bool {
        let (names, places) = (path.split(separator: "/"), pattern.split(separator: "/"))
        return names.count == places.count && zip(names, places).allSatisfy { $1.hasPrefix(":") || $0 == $1 }
    }

    @Test(arguments: TestEngine.allCases)
    func `HEAD answers as GET does, without the body, and the connection goes on`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let paths = Routes.all.filter { $0.method == .get && !$0.path.hasSuffix("/logout") }.map(\.path)
            #expect(paths.count > 15)
            let pairs = try await offThread {
                let connection = try HTTPConnection(port: server.port)
                defer { connection.close() }
                return try paths.flatMap { pattern in
                    let path = pattern.replacing(":username", with: "monitorA").replacing(":_id", with: "dep-1")
                        .replacing(":unitId", with: "unit-a").replacing(":id", with: "unit-a")
                    return try [server.headersOf(.admin), []].map { who in
                        let get = try connection.send("GET", path, headers: who)
                        return (path: path, get: get, head: try connection.send("HEAD", path, headers: who))
                    }
                }
            }
            for pair in pairs {
                #expect(pair.head.status == pair.get.status, "\(pair.path)")
                #expect(pair.head.body == [], "\(pair.path)")
                // Figures differ from one moment to the next, and with them what their headers say.
                if pair.path.contains("/statistics") {
                    #expect(pair.head.headers.map(\.name) == pair.get.headers.map(\.name), "\(pair.path)")
                } else {
                    #expect(Self.comparable(pair.head) == Self.comparable(pair.get), "\(pair.path)")
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `HEAD of a refused request has no body either`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (path, who, status) in [
                ("nothing", Who.admin, 404), ("users.create", .admin, 405), ("me", .nobody, 401),
                ("livechat/units", .plain, 403), ("livechat/units?count=x", .admin, 400),
            ] {
                let answer = try await server.send("HEAD", path, as: who)
                #expect(answer.status == status && answer.body == [], "\(path)")
            }
        }
    }

    private static func comparable(_ answer: HTTPAnswer) -> [String] {
        answer.headers.filter { $0.name != "Date" }.map { "\($0.name): \($0.value)" }
    }
}
