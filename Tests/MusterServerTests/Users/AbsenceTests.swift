import Facts
import MusterModel
import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 4.5, 5.2, D61.
@Suite("Who is shut out or has logged out is offline and takes no chats")
struct AbsenceTests {
    /// Everything that shows a status of the agent of the test world.
    private static func statuses(_ server: TestServer) async throws -> [String: JSON?] {
        func row(_ path: String, _ list: String) async throws -> JSON? {
            try await server.fetch("GET", path).found(list)?.array?.first { $0.found("_id") == "id-agent" }
        }
        let read = try await server.fetch("GET", "livechat/users/agent/id-agent").found("user")
        return [
            "users.getStatus": try await server.fetch("GET", "users.getStatus?userId=id-agent").found("status"),
            "users.info": try await server.fetch("GET", "users.info?userId=id-agent").found("user", "status"),
            "users.list": try await row("users.list", "users")?.found("status"),
            "livechat/users/agent": try await row("livechat/users/agent", "users")?.found("status"),
            "livechat/users/agent/:_id": read?.found("status"),
        ]
    }

    private static func expect(
        _ server: TestServer, _ status: JSON, available: Bool, _ sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        for (place, shown) in try await statuses(server) {
            #expect(shown == status, "\(place)", sourceLocation: sourceLocation)
        }
        let found = try await server.fetch("GET", "livechat/users/agent?onlyAvailable=true")
        #expect(found.each("users", "_id") == (available ? ["id-agent"] : []), sourceLocation: sourceLocation)
        let read = try await server.fetch("GET", "livechat/users/agent/id-agent")
        let wanted: JSON = available ? "available" : "not-available"
        #expect(read.found("user", "statusLivechat") == wanted, sourceLocation: sourceLocation)
    }

    private static func send(_ server: TestServer, _ path: String, as who: Who = .admin, _ body: String) async throws {
        let answer = try await server.send("POST", path, as: who, body: body)
        #expect(answer.status == 200, "\(path): \(answer.text)")
    }

    private static let online = #"{"userId":"id-agent","status":"online"}"#

    static let ways: [(path: String, who: Who, body: String)] = [
        ("users.update", .admin, #"{"userId":"id-agent","data":{"active":false}}"#),
        ("users.update", .admin, #"{"userId":"id-agent","data":{"roles":["livechat-agent"],"active":false}}"#),
        ("users.setActiveStatus", .admin, #"{"userId":"id-agent","activeStatus":false}"#),
        ("users.update", .admin, #"{"userId":"id-agent","data":{"password":"another one"}}"#),
        ("users.logout", .admin, #"{"userId":"id-agent"}"#), ("users.logout", .agent, "{}"),
        ("logout", .agent, "{}"),
    ]

    @Test(.keepsAway("Muster 11.6"), arguments: TestEngine.allCases)
    func `it holds from that moment in every list and answer, by whatever route`(_ engine: TestEngine) async throws {
        for way in Self.ways {
            try await TestServer.run(engine) { server in
                try await Self.send(server, "users.setStatus", Self.online)
                try await Self.expect(server, "online", available: true)
                try await Self.send(server, way.path, as: way.who, way.body)
                try await Self.expect(server, "offline", available: false)
                #expect(try await server.world.store.examine().faults == [], "\(way.path)")
            }
        }
    }

    @Test(.keepsAway("Muster 11.6"), arguments: TestEngine.allCases)
    func `nobody makes them present again while they are shut out`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await Self.send(server, "users.setActiveStatus", #"{"userId":"id-agent","activeStatus":false}"#)
            try await Self.send(server, "users.setStatus", Self.online)
            try await Self.send(server, "livechat/users/agent", #"{"username":"agent"}"#)
            try await Self.expect(server, "offline", available: false)
            try await Self.send(server, "users.setActiveStatus", #"{"userId":"id-agent","activeStatus":true}"#)
            try await Self.expect(server, "offline", available: false)
            try await Self.send(server, "users.setStatus", Self.online)
            try await Self.send(server, "livechat/users/agent", #"{"username":"agent"}"#)
            try await Self.expect(server, "online", available: true)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an agent who is made shut out takes no chats`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body =
                #"{"username":"new","name":"New","email":"new@example.com","password":"p","active":false,"#
                + #""roles":["livechat-agent"]}"#
            let made = try await server.fetch("POST", "users.create", body: body)
            let id = made.found("user", "_id")?.string ?? ""
            let read = try await server.fetch("GET", "livechat/users/agent/\(id)")
            #expect(read.found("user", "statusLivechat") == "not-available")
            #expect(read.found("user", "status") == "offline")
        }
    }

    @Test(.keepsAway("Muster 11.6"), arguments: TestEngine.allCases)
    func `one session of two may end, and a personal access token is no session`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let world = server.world
            _ = try await world.store.addToken("second", toUser: "agent", by: world.admin)
            let personal = try await server.fetch(
                "POST", "users.generatePersonalAccessToken", as: .agent, body: #"{"tokenName":"script"}"#)
            try await Self.send(server, "users.setStatus", Self.online)
            try await Self.send(server, "logout", as: .agent, "{}")
            try await Self.expect(server, "online", available: true)
            for token in ["second", personal.found("token")?.string ?? ""] {
                let headers = [("X-User-Id", "id-agent"), ("X-Auth-Token", token)]
                #expect(try await server.send("GET", "logout", as: .nobody, headers: headers).status == 200)
                try await Self.expect(server, "offline", available: false)
            }
            #expect(try await server.eventKinds().filter { $0.hasSuffix("status-changed") }.count == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `sessions that end for others, or are not the last, change nothing`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await Self.send(server, "users.setStatus", Self.online)
            for path in ["users.logoutOtherClients", "users.removeOtherTokens"] {
                try await Self.send(server, path, as: .agent, "{}")
            }
            try await Self.send(server, "logout", as: .plain, "{}")
            try await Self.expect(server, "online", available: true)
        }
    }

    @Test(.keepsAway("Muster 11.6"), arguments: TestEngine.allCases)
    func `a session that ran out has ended too`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await Self.send(server, "users.setStatus", Self.online)
            try await server.world.run("UPDATE login_tokens SET created_at = 0 WHERE user_id = 'id-agent'")
            #expect(try await server.world.store.removeExpiredTokens() == 1)
            try await Self.expect(server, "offline", available: false)
        }
    }
}
