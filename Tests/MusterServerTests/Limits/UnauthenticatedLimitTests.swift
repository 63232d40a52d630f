import Facts
import MusterModel
@testable import MusterServer
import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// D67: a flood of bad tokens costs the store nothing.
@Suite("An address whose requests end in 401 too often is refused before the store is asked")
struct UnauthenticatedLimitTests {
    private static let most = Limits.unauthenticatedRequests

    /// Each ends in 401; the logins are few, for they have limits of their own.
    private static let kinds: [(method: String, path: String, headers: [(String, String)], body: String?)] = [
        ("GET", "/api/v1/me", [("X-User-Id", "id-plain"), ("X-Auth-Token", "bad")], nil),
        ("GET", "/api/v1/me", [], nil), ("GET", "/api/v1/me", [("X-User-Id", "id-plain")], nil),
        ("GET", "/api/v1/users.list", [("X-Auth-Token", "token-of-monitorA")], nil),
        ("POST", "/api/v1/livechat/units", [("X-User-Id", "none"), ("X-Auth-Token", "token-of-monitorA")], nil),
        ("DELETE", "/api/v1/livechat/units/unit-a", [("X-User-Id", ""), ("X-Auth-Token", "")], nil),
        ("POST", "/api/v1/method.call/x", [("X-User-Id", "id-admin"), ("X-Auth-Token", "bad")], nil),
    ]
    /// A route for everybody, with a token that is nobody's.
    private static let stranger = [("X-User-Id", "id-admin"), ("X-Auth-Token", "bad")]
    private static let logins = [#"{"resume":"dead"}"#, #"{"user":"plain","password":"wrong"}"#, "{}"]

    /// Uses up what an address has; returns the statuses.
    private static func spend(_ server: TestServer, leaving left: Int = 0) async throws -> Set<Int> {
        let port = server.port
        return try await offThread {
            let connection = try HTTPConnection(port: port)
            defer { connection.close() }
            var statuses: Set<Int> = []
            for body in logins {
                let answer = try connection.send("POST", "/api/v1/login", body: Array(body.utf8))
                statuses.insert(answer.status)
            }
            for number in 0..<(most - logins.count - left) {
                let kind = kinds[number % kinds.count]
                statuses.insert(try connection.send(kind.method, kind.path, headers: kind.headers).status)
            }
            return statuses
        }
    }

    @Test(.keepsAway("Muster 11.12"), arguments: TestEngine.allCases)
    func `every kind of 401 counts, and then the store is not asked`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            let spent = try await Self.spend(server)
            #expect(spent == [401])
            // Whatever asks the store now fails.
            try world.store.close()
            for kind in Self.kinds {
                let answer = try await server.send(kind.method, kind.path, as: .nobody, headers: kind.headers)
                #expect(answer.status == 429, "\(kind): \(answer.text)")
                #expect((1...60).contains(Int(answer.header("Retry-After") ?? "") ?? 0))
                #expect(answer.text.contains("[error-too-many-requests]"))
                #expect(answer.header("x-ratelimit-limit") == nil)
            }
            let login = try await server.send("POST", "login", as: .nobody, body: #"{"resume":"dead"}"#)
            #expect(login.status == 429)
            #expect(try await server.send("GET", "/health/live", as: .nobody).status == 200)
            #expect(try await server.send("GET", "/docs", as: .nobody).status == 200)
            #expect(try await server.send("GET", "none", as: .nobody).status == 404)
        }
    }

    @Test(.keepsAway("Muster 11.12"), arguments: TestEngine.allCases)
    func `a token that was good lately goes on, until it is good no longer`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            #expect(try await server.send("GET", "me", as: .plain).status == 200)
            #expect(try await server.send("GET", "me", as: .agent).status == 200)
            let spent = try await Self.spend(server, leaving: 1)
            #expect(spent == [401])
            #expect(try await server.send("GET", "me", as: .stranger).status == 401, "the last one")
            #expect(try await server.send("GET", "me", as: .stranger).status == 429)
            #expect(try await server.send("GET", "me", as: .manager).status == 429, "it was not seen before")
            #expect(try await server.send("GET", "me", as: .plain).status == 200)
            #expect(try await server.send("POST", "logout", as: .plain).status == 200)
            #expect(try await server.send("GET", "me", as: .plain).status == 401)
            #expect(try await server.send("GET", "me", as: .plain).status == 429)
            #expect(try await server.send("GET", "me", as: .agent).status == 200)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a token that is nobody's counts where no login is asked for, and no token does not`(
        _ engine: TestEngine
    ) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            let spent = try await Self.spend(server, leaving: 2)
            #expect(spent == [401])
            for _ in 0..<4 { #expect(try await server.send("GET", "settings.public", as: .nobody).status == 200) }
            for path in ["settings.public", "/api/info"] {
                #expect(try await server.send("GET", path, as: .nobody, headers: Self.stranger).status == 200)
            }
            for path in ["settings.public", "/api/info"] {
                #expect(try await server.send("GET", path, as: .nobody, headers: Self.stranger).status == 429)
            }
            #expect(try await server.send("GET", "/api/info", as: .nobody).status == 200)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an address that the setting spares is not counted`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await world.set("Block_Multiple_Failed_Logins_Ip_Whitelist", "10.0.0.1, ::ffff:127.0.0.1")
        try await TestServer.run(on: world, countingCalls: true) { server in
            let spent = try await Self.spend(server, leaving: -5)
            #expect(spent == [401])
            #expect(try await server.send("GET", "me", as: .stranger).status == 401)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nothing is counted where no calls are`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let spent = try await Self.spend(server, leaving: -5)
            #expect(spent == [401])
            #expect(try await server.send("GET", "me", as: .stranger).status == 401)
        }
    }

    // With times given.

    private static let start = ContinuousClock.now

    private static func spent(_ address: String, _ settings: Settings = Settings()) -> UnauthenticatedLimit {
        let limit = UnauthenticatedLimit()
        for _ in 0..<most { limit.noteRefusal(ClientAddress(address), token: nil, settings, now: start) }
        return limit
    }

    private static func passes(
        _ limit: UnauthenticatedLimit, _ address: String, _ token: String? = nil, at seconds: Int
    )
        -> Bool
    {
        (try? limit.check(ClientAddress(address), token: token, now: start + .seconds(seconds))) != nil
    }

    @Test(
        .keepsAway("Muster 11.12"),
        arguments: [
            ("192.0.2.1", "192.0.2.1", false), ("192.0.2.1", "192.0.2.2", true),
            ("::ffff:192.0.2.1", "192.0.2.1", false), ("2001:db8:1:2::1", "2001:db8:1:2:9::7", false),
            ("2001:db8:1:2::1", "2001:DB8:1:2::1", false), ("2001:db8:1:2::1", "2001:db8:1:3::1", true),
        ])
    func `a network counts together`(_ first: String, _ second: String, _ passes: Bool) {
        #expect(Self.passes(Self.spent(first), second, at: 1) == passes)
    }

    @Test func `after a minute the count begins again`() {
        let limit = Self.spent("192.0.2.1")
        #expect(!Self.passes(limit, "192.0.2.1", at: 59))
        #expect(Self.passes(limit, "192.0.2.1", at: 60))
    }

    @Test func `of good tokens a bounded number is remembered, the latest`() {
        let limit = Self.spent("192.0.2.1")
        limit.noteGood(Digest.ofToken("first"))
        #expect(Self.passes(limit, "192.0.2.1", "first", at: 1))
        for number in 0..<Limits.recentTokens { limit.noteGood("\(number)") }
        #expect(Self.passes(limit, "192.0.2.1", "first", at: 1))
        for number in 0..<Limits.recentTokens { limit.noteGood("more \(number)") }
        #expect(!Self.passes(limit, "192.0.2.1", "first", at: 1))
        limit.noteGood(Digest.ofToken("last"))
        #expect(Self.passes(limit, "192.0.2.1", "last", at: 1))
    }
}
