import Facts
import MusterModel
@testable import MusterServer
import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// D29: an administrator may store any number; none may end the server, now or at its next start.
@Suite("No number of a setting breaks anything", .holds("1.15", "5.5"))
struct SettingNumberTests {
    static let ids = Settings.defaults.filter { $0.value.number != nil && !$0.key.hasPrefix("Livechat_") }.keys.sorted()
    static let numbers = ["-1e300", "-5", "0", "0.5", "1e12", "1e300"]

    @Test(arguments: TestEngine.allCases, ids)
    func `whatever it is, answers are no faults and old tokens can be dropped`(
        _ engine: TestEngine, _ id: String
    ) async throws {
        let world = try await World(engine)
        try await TestServer.run(on: world, countingCalls: true) { server in
            for number in Self.numbers {
                let saved = try await server.send("POST", "settings/\(id)", body: #"{"value":\#(number)}"#)
                #expect(saved.status == 200, "\(number): \(saved.text)")
                let call = #"{"message":"{\"msg\":\"method\",\"id\":\"1\",\"method\":\"x\",\"params\":[]}"}"#
                for (request, who, body) in [
                    ("GET users.list", Who.plain, nil), ("GET users.list?count=0", .admin, nil),
                    ("GET settings.public", .nobody, nil),
                    ("POST login", .nobody, #"{"user":"agent","password":"wrong"}"#),
                    ("POST users.logoutOtherClients", .plain, nil), ("POST method.call/x", .plain, call),
                    (
                        "POST users.update", .admin,
                        #"{"userId":"id-agent","data":{"password":"Str0ng! pass\#(number)"}}"#
                    ),
                ] {
                    let parts = request.split(separator: " ").map(String.init)
                    let answer = try await server.send(parts[0], parts[1], as: who, body: body)
                    #expect(answer.status < 500, "\(number) \(request): \(answer.text)")
                }
                _ = try await world.store.removeExpiredTokens()
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a number of rows that is none is passed over`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for number in [JSON.int(-5), 0, .number(-1e300)] {
                try await server.world.set("API_Default_Count", number)
                #expect(try await server.fetch("GET", "users.list").found("count") == 10)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `routes without a login heed settings too`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.set("API_Default_Count", 3)
            let answer = try await server.send("GET", "settings.public", as: .nobody)
            #expect(answer.json?.found("count") == 3)
        }
    }
}
