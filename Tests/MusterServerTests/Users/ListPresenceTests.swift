import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `users.getPresence`, `users.presence`, `users.getPreferences` (D86).
@Suite("Who is there, for everybody who is logged in")
struct ListPresenceTests {
    private static let row = #""username":"plain","name":"Name of plain","status":"busy","utcOffset":0"#

    static let rows: [Scenario] = [
        Scenario(
            "nobody is there at first", "GET users.presence", as: .plain, status: 200,
            contains: [#"{"users":[],"full":true,"success":true}"#]),
        Scenario(
            "nor of these", "GET users.presence?ids=id-agent,none,,id-agent", as: .plain, status: 200,
            contains: [#"{"users":[],"full":false,"success":true}"#]),
        Scenario(
            "an empty list of ids is no list", "GET users.presence?ids=", as: .plain, status: 200,
            contains: [#""full":true"#]),
        Scenario(
            "a date that is none is refused", "GET users.presence?from=yesterday", as: .plain, status: 400,
            contains: [
                Refusal.typed("The \"from\" query parameter must be a valid date.", "error-invalid-params")
            ]),
        Scenario(
            "after a long time the list is of everybody", "GET users.presence?from=2020-01-01T00:00:00.000Z",
            as: .plain,
            status: 200, contains: [#"{"users":[],"full":true,"success":true}"#]),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(arguments: TestEngine.allCases)
    func `who is there is listed, offline people and deactivated ones are not`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (who, status) in [(Who.plain, "busy"), (.agent, "away"), (.manager, "online")] {
                _ = try await server.fetch("POST", "users.setStatus", as: who, body: #"{"status":"\#(status)"}"#)
            }
            try await server.world.run("UPDATE users SET status = 'online', active = 0 WHERE id = 'id-monitorB'")
            let all = try await server.fetch("GET", "users.presence", as: .monitorA)
            #expect(all.each("users", "username") == ["agent", "manager", "plain"])
            #expect(all.text().contains(Self.row), "\(all.text())")
            for query in ["ids=id-plain,id-monitorA,id-monitorB", "ids[]=id-plain&ids[]=id-monitorA", "ids=id-plain"] {
                let some = try await server.fetch("GET", "users.presence?\(query)", as: .monitorA)
                #expect(some.each("users", "username") == ["plain"], "\(query)")
                #expect(some.found("full") == false)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `changes are all there are since then, of offline people too, but one's own`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run("UPDATE users SET updated_at = 0")
            let before = Timestamp(milliseconds: Timestamp.now().milliseconds - 1000).iso8601
            _ = try await server.fetch("POST", "users.setStatus", as: .plain, body: #"{"status":"busy","message":"m"}"#)
            _ = try await server.fetch("POST", "users.setStatus", as: .agent, body: #"{"status":"offline"}"#)
            _ = try await server.fetch("POST", "users.setStatus", as: .manager, body: #"{"status":"away"}"#)
            let answer = try await server.fetch("GET", "users.presence?from=\(before)", as: .manager)
            #expect(answer.each("users", "username") == ["agent", "plain"])
            #expect(answer.each("users", "status") == ["offline", "busy"])
            #expect(answer.text().contains(#""statusText":"m""#))
            #expect(answer.found("full") == false)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `preferences are read as they were set`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = #"{"data":{"language":"de","useEmojis":false}}"#
            _ = try await server.fetch("POST", "users.setPreferences", as: .plain, body: body)
            let read = try await server.fetch("GET", "users.getPreferences", as: .plain)
            #expect(read.found("preferences", "language") == "de")
            #expect(read.found("preferences", "useEmojis") == false)
            let other = try await server.fetch("GET", "users.getPreferences", as: .agent)
            #expect(other.found("preferences", "useEmojis") == true)
        }
    }
}
