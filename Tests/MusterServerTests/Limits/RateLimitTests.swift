import Facts
import MusterModel
@testable import MusterServer
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.13, D3, D19.
@Suite("Calls are counted, and too many refused", .holds("1.13"))
struct RateLimitTests {
    @Test(.holds("1.13.1", "1.13.3", "1.13.9", "1.13.11"), .keepsAway("RC#17748"), arguments: TestEngine.allCases)
    func `the eleventh call of a minute is refused, on that route alone`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            for left in stride(from: 9, through: 0, by: -1) {
                let answer = try await server.send("GET", "me", as: .plain)
                #expect(answer.status == 200)
                #expect(answer.header("x-ratelimit-limit") == "10")
                #expect(answer.header("x-ratelimit-remaining") == "\(left)")
                #expect(answer.header("x-ratelimit-reset").flatMap(Int.init) ?? 0 > 1_700_000_000_000)
            }
            let refused = try await server.send("GET", "me", as: .plain)
            #expect(refused.status == 429)
            let wait = try #require(refused.header("retry-after"))
            let text = """
                Error, too many requests. Please slow down. You must wait \(wait) seconds before trying this \
                endpoint again. [error-too-many-requests]
                """
            #expect(refused.text == #"{"success":false,"error":"\#(text)"}"#)
            #expect((1...60).contains(Int(wait) ?? 0))
            #expect(refused.header("x-ratelimit-remaining") == "0")
            #expect(try await server.send("GET", "me", as: .agent).status == 429, "the address counts, not the person")
            #expect(try await server.send("GET", "roles.list", as: .plain).status == 200)
            #expect(try await server.send("GET", "me", as: .nobody).status == 401, "401 comes first")
            #expect(try await server.send("GET", "me").status == 200, "who may bypass is not counted")
            #expect(try await server.send("GET", "me").header("x-ratelimit-limit") == nil)
        }
    }

    @Test(.holds("1.13.12"), arguments: TestEngine.allCases)
    func `refusals come in the contract's order, and logins are counted too`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            var statuses: [Int] = []
            for _ in 0..<12 { statuses.append(try await server.send("POST", "login", as: .nobody, body: "{}").status) }
            #expect(statuses == Array(repeating: 401, count: 10) + [429, 429])
            var others: [Int] = []
            for _ in 0..<12 {
                others.append(try await server.send("POST", "livechat/units", as: .plain, body: "{").status)
            }
            #expect(Set(others) == [403], "403 comes before 429")
            var bodies: [Int] = []
            for _ in 0..<12 {
                bodies.append(try await server.send("POST", "roles.create", as: .plain, body: "{").status)
            }
            #expect(bodies == Array(repeating: 400, count: 10) + [429, 429], "429 comes before 400")
            #expect(try await server.send("GET", "/health/ready", as: .nobody).header("x-ratelimit-limit") == nil)
        }
    }

    @Test(.holds("5.5.34", "5.5.35"), .keepsAway("RC#17748"), arguments: TestEngine.allCases)
    func `settings change the numbers at once, or end the counting`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            try await world.set("API_Enable_Rate_Limiter_Limit_Calls_Default", 2)
            var statuses: [Int] = []
            for _ in 0..<3 { statuses.append(try await server.send("GET", "me", as: .plain).status) }
            #expect(statuses == [200, 200, 429])
            try await world.set("API_Enable_Rate_Limiter", false)
            let free = try await server.send("GET", "me", as: .plain)
            #expect(free.status == 200 && free.header("x-ratelimit-limit") == nil)
        }
    }

    @Test(.holds("1.13.5", "1.13.19", "5.2.127"), arguments: TestEngine.allCases)
    func `one registration a minute, and methods inside their answer`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            let body = #"{"username":"new","email":"new@example.com","pass":"a password","name":"New"}"#
            #expect(try await server.send("POST", "users.register", as: .nobody, body: body).status == 200)
            #expect(try await server.send("POST", "users.register", as: .nobody, body: body).status == 429)
            let call =
                #"{"message":"{\"msg\":\"method\",\"id\":\"1\",\"method\":\"livechat:getUnitsFromUser\",\"params\":[]}"}"#
            var texts: [String] = []
            for _ in 0..<11 {
                let answer = try await server.send("POST", "method.call/x", as: .plain, body: call)
                #expect(answer.status == 200)
                texts.append(answer.text)
            }
            #expect(texts.prefix(10).allSatisfy { !$0.contains("too-many-requests") })
            #expect(texts.last?.contains("too-many-requests") == true)
        }
    }

    @Test(.holds("1.13.20"), arguments: TestEngine.allCases)
    func `what is no method is counted as one, for nobody too`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            for (route, who) in [("method.call/x", Who.plain), ("method.callAnon/x", .nobody)] {
                var texts: [String] = []
                for number in 0..<11 {
                    let call =
                        #"{"message":"{\"msg\":\"method\",\"id\":\"1\",\"method\":\"m\#(number)\",\"params\":[]}"}"#
                    texts.append(try await server.send("POST", route, as: who, body: call).text)
                }
                #expect(texts.prefix(10).allSatisfy { $0.contains("not found [404]") }, "\(route)")
                #expect(texts.last?.contains("too-many-requests") == true, "\(route)")
            }
        }
    }

    @Test(.holds("1.13.7")) func `windows end, and are forgotten`() {
        let limiter = RateLimiter()
        let rule = RateLimiter.Rule(calls: 2, milliseconds: 1000)
        let start = ContinuousClock.now
        func wait(_ key: String, at time: Int64) -> Int? {
            limiter.count(key, rule, now: start + .milliseconds(time)).waitSeconds
        }
        #expect([wait("a", at: 0), wait("a", at: 1), wait("a", at: 2), wait("b", at: 2)] == [nil, nil, 1, nil])
        #expect([wait("a", at: 999), wait("a", at: 1000)] == [1, nil])
        for number in 0..<(Limits.rateLimitKeys + 10) { #expect(wait("k\(number)", at: 5000) == nil) }
    }
}
