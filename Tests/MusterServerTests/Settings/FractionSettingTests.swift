import Facts
import MusterModel
import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// D68: what a fraction in a setting does to the next requests.
@Suite("A fraction in a setting counts, and turns nothing off")
struct FractionSettingTests {
    private static let blocking = "Block_Multiple_Failed_Logins_"

    private static func save(_ setting: String, _ number: Double, _ server: TestServer) async throws {
        let body: JSON = ["value": .number(number)]
        let saved = try await server.send("POST", "settings/\(setting)", body: body.text())
        #expect(saved.status == 200, "\(setting): \(saved.text)")
    }

    static let blocks: [(what: String, settings: [(String, Double)], failures: Int, id: String)] = [
        ("minutes of an account", [("Time_To_Unblock_By_User_In_Minutes", 0.5)], 10, "user"),
        ("minutes of an address", [("Time_To_Unblock_By_Ip_In_Minutes", 0.5)], 50, "ip"),
        ("failures of an account", [("Attempts_Until_Block_by_User", 2.5)], 3, "user"),
        ("failures of an account, fewer than one", [("Attempts_Until_Block_by_User", 0.4)], 1, "user"),
        ("failures of an address", [("Attempts_Until_Block_By_Ip", 3.1)], 4, "ip"),
        ("failures of an address, fewer than one", [("Attempts_Until_Block_By_Ip", 0.01)], 1, "ip"),
        (
            "both", [("Attempts_Until_Block_by_User", 1.5), ("Time_To_Unblock_By_User_In_Minutes", 0.75)], 2, "user"
        ),
    ]

    @Test(.keepsAway("Muster 11.15"), arguments: TestEngine.allCases, blocks)
    func `logins are blocked`(
        _ engine: TestEngine, _ row: (what: String, settings: [(String, Double)], failures: Int, id: String)
    ) async throws {
        try await TestServer.run(engine) { server in
            for (id, number) in row.settings { try await Self.save(Self.blocking + id, number, server) }
            // Failures without a name cost no hash.
            let wrong = row.id == "ip" ? #"{"resume":"dead"}"# : #"{"user":"plain","password":"wrong"}"#
            for _ in 0..<row.failures {
                let answer = try await server.send("POST", "login", as: .nobody, body: wrong)
                #expect(answer.json?.found("error") == "Unauthorized", "\(row.what): \(answer.text)")
            }
            let right = #"{"user":"plain","password":"\#(Who.plain.password)"}"#
            let blocked = try await server.send("POST", "login", as: .nobody, body: right)
            #expect(blocked.json?.found("error") == .string("error-login-blocked-for-\(row.id)"), "\(row.what)")
            let wait = Int(blocked.header("Retry-After") ?? "") ?? 0
            let minutes = row.settings.first { $0.0.contains("Time") }?.1 ?? 5
            #expect((1...Int(minutes * 60)).contains(wait), "\(row.what): \(wait)")
        }
    }

    @Test(.keepsAway("Muster 11.15"), arguments: TestEngine.allCases, [(0.5, 1), (1.5, 1), (2.999, 2)])
    func `calls of a route are limited`(_ engine: TestEngine, _ row: (number: Double, calls: Int)) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            try await Self.save("API_Enable_Rate_Limiter_Limit_Calls_Default", row.number, server)
            for _ in 0..<row.calls { #expect(try await server.send("GET", "me", as: .plain).status == 200) }
            #expect(try await server.send("GET", "me", as: .plain).status == 429)
            try await Self.save("API_Enable_Rate_Limiter_Limit_Time_Default", 0.5, server)
            let next = try await server.send("GET", "me", as: .plain)
            #expect(next.status == 200, "the window of half a millisecond is over")
            #expect(next.header("x-ratelimit-limit") == "\(row.calls)", "but calls are counted still")
        }
    }

    @Test(.keepsAway("Muster 11.15"), arguments: TestEngine.allCases)
    func `rows, methods and lifetimes heed fractions too`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            for (setting, number, rows) in [
                ("API_Default_Count", 0.5, 1), ("API_Default_Count", 2.5, 2), ("API_Upper_Count_Limit", 1.5, 1),
                ("API_Upper_Count_Limit", 0.5, 1),
            ] {
                try await Self.save(setting, number, server)
                let list = try await server.fetch("GET", "users.list")
                #expect(list.found("count") == .int(rows), "\(setting) \(number)")
            }
            try await Self.save("Accounts_LoginExpiration", 0.5, server)
            try await world.run("UPDATE login_tokens SET created_at = 0 WHERE user_id = 'id-plain'")
            let others = try await server.fetch("POST", "users.logoutOtherClients", as: .plain)
            #expect(others.found("tokenExpires") == "1970-01-01T12:00:00.000Z")
            #expect(try await world.store.removeExpiredTokens() == 1, "half a day is over")
            try await Self.save("DDP_Rate_Limit_User_By_Method_Requests_Allowed", 1.5, server)
            let call =
                #"{"message":"{\"msg\":\"method\",\"id\":\"1\",\"method\":\"livechat:getUnitsFromUser\",\"params\":[]}"}"#
            var texts: [String] = []
            for _ in 0..<2 {
                texts.append(try await server.send("POST", "method.call/x", as: .agent, body: call).text)
            }
            #expect(texts.map { $0.contains("too-many-requests") } == [false, true])
        }
    }
}
