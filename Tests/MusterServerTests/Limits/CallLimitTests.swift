import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.13, D3, D23, D36: what counts as whose call of which route.
@Suite("Calls are counted by address, route and method", .holds("1.13"))
struct CallLimitTests {
    @Test(.holds("1.13.2"), arguments: TestEngine.allCases)
    func `whatever the id, calls of one route count together, and another method's apart`(
        _ engine: TestEngine
    ) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            for number in 0..<10 {
                let answer = try await server.send("GET", "livechat/units/u\(number)", as: .manager)
                #expect(answer.status == 200)
            }
            #expect(try await server.send("GET", "livechat/units/other", as: .manager).status == 429)
            #expect(try await server.send("DELETE", "livechat/units/other", as: .manager).status == 400)
            #expect(try await server.send("GET", "livechat/units", as: .manager).status == 200)
        }
    }

    @Test(.holds("1.13.10"), arguments: TestEngine.allCases)
    func `admins, bots and apps are not counted, a guest is whatever else they hold`(
        _ engine: TestEngine
    ) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            for (who, role) in [(Who.agent, "bot"), (.plain, "app")] {
                let give = #"{"username":"\#(who.username)","roleId":"\#(role)"}"#
                #expect(try await server.send("POST", "roles.addUserToRole", body: give).status == 200)
            }
            for who in [Who.admin, .agent, .plain] {
                for _ in 0..<11 {
                    let answer = try await server.send("GET", "me", as: who)
                    #expect(answer.status == 200)
                    for name in ["limit", "remaining", "reset"] {
                        #expect(answer.header("x-ratelimit-" + name) == nil, "\(who)")
                    }
                }
            }
            #expect(try await server.send("GET", "me", as: .guest).header("x-ratelimit-remaining") == "9")
        }
    }

    @Test(.holds("1.13.8"), arguments: TestEngine.allCases)
    func `what is refused for its login or permission is not counted`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            for _ in 0..<11 {
                #expect(try await server.send("GET", "livechat/units", as: .stranger).status == 401)
                #expect(try await server.send("GET", "livechat/units", as: .plain).status == 403)
            }
            let first = try await server.send("GET", "livechat/units", as: .manager)
            #expect(first.status == 200 && first.header("x-ratelimit-remaining") == "9")
        }
    }

    @Test(.holds("1.13.9"), arguments: TestEngine.allCases)
    func `a refused call says where its client stands, and when the window ends`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            try await world.set("API_Enable_Rate_Limiter_Limit_Calls_Default", 1)
            let first = try await server.send("GET", "me", as: .plain)
            let reset = try #require(first.header("x-ratelimit-reset").flatMap(Int64.init))
            #expect((1...60_000).contains(reset - Timestamp.now().milliseconds), "milliseconds since 1970")
            for _ in 0..<2 {
                let refused = try await server.send("GET", "me", as: .plain)
                #expect(refused.status == 429)
                #expect(refused.header("x-ratelimit-limit") == "1")
                #expect(refused.header("x-ratelimit-remaining") == "0")
                #expect(refused.header("x-ratelimit-reset") == String(reset), "the window stands still")
            }
        }
    }

    @Test(.holds("1.13.13"), arguments: TestEngine.allCases)
    func `a client cannot choose its address`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            try await world.set("API_Enable_Rate_Limiter_Limit_Calls_Default", 2)
            var statuses: [Int] = []
            for number in 1...4 {
                let claims = [("X-Real-IP", "10.0.0.\(number)"), ("X-Forwarded-For", "10.0.1.\(number)")]
                statuses.append(try await server.send("GET", "me", as: .plain, headers: claims).status)
            }
            #expect(statuses == [200, 200, 429, 429])
        }
    }

    @Test(.holds("5.5.35"), arguments: TestEngine.allCases)
    func `a larger number lets the next call pass`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            try await world.set("API_Enable_Rate_Limiter_Limit_Calls_Default", 1)
            #expect(try await server.send("GET", "me", as: .plain).status == 200)
            #expect(try await server.send("GET", "me", as: .plain).status == 429)
            try await world.set("API_Enable_Rate_Limiter_Limit_Calls_Default", 2)
            #expect(try await server.send("GET", "me", as: .plain).status == 200)
            #expect(try await server.send("GET", "me", as: .plain).status == 429)
        }
    }

    @Test(.holds("5.5.36"), arguments: TestEngine.allCases)
    func `a shorter time ends the window that runs`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            try await world.set("API_Enable_Rate_Limiter_Limit_Calls_Default", 1)
            #expect(try await server.send("GET", "me", as: .plain).status == 200)
            #expect(try await server.send("GET", "me", as: .plain).status == 429)
            try await world.set("API_Enable_Rate_Limiter_Limit_Time_Default", 1)
            #expect(try await server.send("GET", "me", as: .plain).status == 200)
        }
    }
}
