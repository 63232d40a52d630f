import Facts
import HTTPTypes
import MusterModel
@testable import MusterServer
import MusterTestSupport
import MusterTestWorld
import Testing

/// Every route of the server's table, tried by everybody: contract 1.9, 5.4, 7, D2, D3. A route without a row fails.
@Suite("Nobody gets past a route that is not for them", .holds("1.9", "1.10"))
struct AuthorizationCoverageTests {
    private static let routes = Routes.all.map(\.name)
    /// Cut off: a refusal must come without it being read.
    private static let brokenBody = #"{"unitData": "#

    @Test func `every route has a row, and every row a route`() {
        #expect(Set(Self.routes) == Set(AuthorizationTable.rows.keys))
        #expect(Set(Self.routes).count == Self.routes.count, "no route stands there twice")
    }

    @Test(.holds("5.1.24", "5.1.39")) func `only the listed routes need no login`() {
        let open = Routes.all.filter { $0.access == .open }.map(\.name)
        #expect(Set(open) == AuthorizationTable.open)
        let rows = AuthorizationTable.rows.filter { if case .nothing = $0.value.asks { true } else { false } }
        #expect(Set(rows.keys) == AuthorizationTable.open)
    }

    @Test(
        .holds(
            "1.7.19", "1.7.20", "1.9.1", "2.0.1", "4.0.13", "4.1.1", "4.4.25", "4.4.35", "4.4.63", "4.5.34", "5.1.1",
            "5.1.3", "5.1.8", "5.1.10", "5.1.17", "5.1.19", "5.1.29", "5.1.30"), arguments: TestEngine.allCases, routes)
    func `everybody is let in or refused as the row says, before the body and before existence`(
        _ engine: TestEngine, _ route: String
    ) async throws {
        let row = try #require(AuthorizationTable.rows[route])
        // A path without a parameter is the same whatever the id.
        let ids = route.contains(":") ? ["unit-a", "dep-1", "monitorA", "nothing", "%00"] : ["unit-a", "nothing"]
        let onlyReads = route.hasPrefix("GET ") && !route.hasSuffix("/logout")
        try await TestServer.run(engine, changingNothing: onlyReads) { server in
            for who in Who.allCases {
                var refusals: Set<String> = []
                for id in ids {
                    let answer = try await Self.attempt(route, id, on: server, as: who)
                    let status = Self.refusal(of: who, row)
                    if let status {
                        #expect(answer.status == status, "\(who) \(id): \(answer.text)")
                        #expect(answer.text == (status == 401 ? Refusal.notLoggedIn : Refusal.forbidden), "\(who)")
                        refusals.insert(Self.whole(answer))
                    } else {
                        #expect(answer.status != 403 && answer.status < 500, "\(who) \(id): \(answer.text)")
                        let isLogin = route == "POST /api/v1/login"
                        #expect(answer.status != 401 || isLogin, "\(who) \(id): \(answer.text)")
                    }
                    // Who logged out here is somebody again for the next id.
                    if route.hasSuffix("/logout") { try await Self.restoreToken(of: who, server.world) }
                }
                #expect(refusals.count <= 1, "\(who): a refusal is the same, headers too, whatever the id")
            }
            // Who has left is offline.
            let left = route.hasSuffix("/logout") ? ["user.status-changed"] : []
            let kinds = try await server.eventKinds().filter { kind in
                !kind.hasPrefix("unit.") && !kind.hasPrefix("department.") && !left.contains(kind)
            }
            #expect(kinds == [], "what is no JSON changes nothing")
        }
    }

    @Test(
        .holds(
            "1.9.2", "3.1.1", "4.0.12", "4.0.13", "4.2.1", "4.3.1", "4.4.1", "4.4.48", "4.4.69", "4.4.71", "4.4.77",
            "4.4.99", "4.5.24", "4.5.43", "4.5.50", "5.1.5", "5.1.12", "5.1.14"), .keepsAway("LiveHelperChat#1174"),
        arguments: TestEngine.allCases, routes)
    func `each permission opens the routes that ask for it, and no admin passes without it`(
        _ engine: TestEngine, _ route: String
    ) async throws {
        let asks = try #require(AuthorizationTable.rows[route]).asks
        guard !asks.permissions.isEmpty else { return }
        try await TestServer.run(engine) { server in
            let world = server.world
            for permission in asks.permissions {
                try await world.run("DELETE FROM permission_roles WHERE permission_id = $1", permission)
            }
            for who in [Who.admin, .manager, .agent, .plain] {
                #expect(try await Self.attempt(route, "x", on: server, as: who).status == 403, "\(who)")
            }
            for permission in asks.permissions {
                try await world.grant(permission, to: "user")
                // Of `all`, one alone is not enough.
                var isEnough = true
                if case .all(let names) = asks { isEnough = names.count == 1 }
                let answer = try await Self.attempt(route, "x", on: server, as: .plain)
                #expect((answer.status != 403) == isEnough, "\(permission): \(answer.text)")
                try await world.revoke(permission, from: "user")
                #expect(try await Self.attempt(route, "x", on: server, as: .plain).status == 403, "\(permission)")
            }
        }
    }

    @Test(.holds("5.4.4"), arguments: TestEngine.allCases)
    func `a guest has a guest's permissions at most, whatever their other roles`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let answer = try await server.send("GET", "livechat/department", as: .guest)
            #expect(answer.text == Refusal.forbidden, "though they hold admin")
            #expect(try await server.send("GET", "users.list", as: .guest).status == 200)
            try await server.world.run("DELETE FROM user_roles WHERE user_id = 'id-guest' AND role_id = 'guest'")
            #expect(try await server.send("GET", "livechat/department", as: .guest).status == 200)
        }
    }

    /// What refuses somebody, nil when they pass.
    private static func refusal(of who: Who, _ row: AuthorizationTable.Row) -> Int? {
        if row.who.contains(who) { return nil }
        return AuthorizationTable.everybody.contains(who) ? 403 : 401
    }

    private static func attempt(
        _ route: String, _ id: String, on server: TestServer, as who: Who
    ) async throws -> HTTPAnswer {
        let parts = route.split(separator: " ")
        let path = parts[1].split(separator: "/").map { $0.hasPrefix(":") ? id : String($0) }.joined(separator: "/")
        let hasBody = ["POST", "PUT"].contains(parts[0])
        return try await server.send(
            String(parts[0]), "/" + path, as: who, body: hasBody ? brokenBody : nil)
    }

    private static func restoreToken(of who: Who, _ world: World) async throws {
        guard AuthorizationTable.everybody.contains(who) else { return }
        let digest = Digest.ofToken(who.token)
        try await world.run(
            """
            INSERT INTO login_tokens (hashed_token, user_id, type, created_at) VALUES ($1, $2, 'login', 0)
            ON CONFLICT (hashed_token) DO NOTHING
            """, digest, who.id)
    }

    /// The answer with its headers, less the time.
    private static func whole(_ answer: HTTPAnswer) -> String {
        let headers = answer.headers.filter { $0.name != "Date" }.map { "\($0.name): \($0.value)\n" }.joined()
        return "\(answer.status)\n\(headers)\n\(answer.text)"
    }
}
