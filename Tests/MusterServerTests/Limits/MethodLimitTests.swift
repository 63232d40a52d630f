import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.13, D23: methods are counted by user, connection and address.
@Suite("Calls of methods are counted apart, and refused inside the answer", .holds("1.13"))
struct MethodLimitTests {
    private static let method = "livechat:getUnitsFromUser"
    private static let tooMany = "too-many-requests"
    private static let prefix = "DDP_Rate_Limit_"

    /// The id of the error inside the answer, nil when the method ran.
    private static func call(
        _ server: TestServer, _ method: String = method, as who: Who = .plain, token: String? = nil
    ) async throws -> String? {
        let message: JSON = ["msg": "method", "id": "1", "method": .string(method), "params": []]
        let body: JSON = ["message": .string(message.text())]
        let headers = [("X-User-Id", who.id), ("X-Auth-Token", token ?? who.token)]
        let answer = try await server.send("POST", "method.call/x", as: .nobody, body: body.text(), headers: headers)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.header("x-ratelimit-limit") == nil, "the other limiter does not count it")
        let inner = try JSON(parsing: (answer.json?.found("message")?.string ?? "").utf8)
        return inner.found("error", "error")?.string
    }

    /// More connections of a user.
    private static func connect(_ who: Who, _ tokens: [String], _ world: World) async throws {
        for token in tokens {
            try await world.run(
                "INSERT INTO login_tokens (hashed_token, user_id, type, created_at) VALUES ($1, $2, 'login', 0)",
                Digest.ofToken(token), who.id)
        }
    }

    /// Leaves one kind of count on, which lets so many calls pass.
    private static func countOnly(_ kind: String, _ calls: Int, _ world: World) async throws {
        for other in ["IP", "User", "Connection", "User_By_Method", "Connection_By_Method"] where other != kind {
            try await world.set(prefix + other + "_Enabled", false)
        }
        try await world.set(prefix + kind + "_Requests_Allowed", .int(calls))
    }

    @Test(.holds("1.13.15", "1.13.16", "1.13.19"), arguments: TestEngine.allCases)
    func `a connection may call a method ten times, a user twenty times`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            try await Self.connect(.plain, ["second", "third"], world)
            for token in [Who.plain.token, "second"] {
                for _ in 0..<10 { #expect(try await Self.call(server, token: token) == nil) }
                #expect(try await Self.call(server, token: token) == Self.tooMany)
            }
            #expect(try await Self.call(server, token: "third") == Self.tooMany, "the twenty are used up")
            #expect(try await Self.call(server, "livechat:addMonitor", token: "third") == "error-not-allowed")
            #expect(try await Self.call(server, as: .agent) == nil, "others go on")
        }
    }

    /// What a full count refuses besides: another method, another connection of the user, another user.
    static let kinds: [(kind: String, method: Bool, connection: Bool, user: Bool)] = [
        ("IP", true, true, true), ("User", true, true, false), ("Connection", true, false, false),
        ("User_By_Method", false, true, false), ("Connection_By_Method", false, false, false),
    ]

    @Test(.holds("1.13.18", "5.5.37"), arguments: TestEngine.allCases, kinds)
    func `each count has its settings, and they are followed at once`(
        _ engine: TestEngine, _ row: (kind: String, method: Bool, connection: Bool, user: Bool)
    ) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            try await Self.connect(.plain, ["second"], world)
            try await Self.countOnly(row.kind, 3, world)
            for _ in 0..<3 { #expect(try await Self.call(server) == nil) }
            #expect(try await Self.call(server) == Self.tooMany)
            let other = try await Self.call(server, "livechat:addMonitor")
            #expect(other == (row.method ? Self.tooMany : "error-not-allowed"))
            #expect(try await Self.call(server, token: "second") == (row.connection ? Self.tooMany : nil))
            #expect(try await Self.call(server, as: .agent) == (row.user ? Self.tooMany : nil))
            try await world.set(Self.prefix + row.kind + "_Requests_Allowed", 50)
            #expect(try await Self.call(server) == nil)
            try await world.set(Self.prefix + row.kind + "_Requests_Allowed", 3)
            #expect(try await Self.call(server) == Self.tooMany)
            try await world.set(Self.prefix + row.kind + "_Enabled", false)
            #expect(try await Self.call(server) == nil)
        }
    }

    @Test(.holds("5.5.38"), arguments: TestEngine.allCases)
    func `a shorter interval ends the one that runs`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            try await Self.countOnly("User", 1, world)
            #expect(try await Self.call(server) == nil)
            #expect(try await Self.call(server) == Self.tooMany)
            try await world.set(Self.prefix + "User_Interval_Time", 1)
            #expect(try await Self.call(server) == nil)
        }
    }
}
