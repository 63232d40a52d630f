import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.2 (setStatus, getStatus); section 8, defects 4 and 8.
@Suite("A status is one of four, and a refused one leaves no trace", .holds("5.1", "5.2"))
struct SetUserStatusTests {
    private static let neither = Refusal.match("Failed Match.OneOf, Match.Maybe or Match.Optional validation")
    static let nobody = Refusal.typed(
        #"The required "userId" or "username" param provided does not match any users"#, "error-invalid-user")

    static let rows: [Scenario] = [
        Scenario(
            "null is neither", "POST users.setStatus", as: .plain, body: #"{"status":null,"message":null}"#,
            status: 400, contains: [neither], holds: "5.2.101"),
        Scenario(
            "a status is a text", "POST users.setStatus", as: .plain, body: #"{"status":5,"message":"m"}"#,
            status: 400, contains: [neither], holds: "5.2.102"),
        Scenario(
            "a message is a text", "POST users.setStatus", as: .plain, body: #"{"status":"busy","message":5}"#,
            status: 400, contains: [neither], holds: "5.2.102"),
        Scenario(
            "a status is one of four, letter by letter", "POST users.setStatus", as: .plain,
            body: #"{"status":"Busy"}"#, status: 400,
            contains: ["Valid status types include online, away, offline, and busy. [error-invalid-status]"],
            holds: "5.2.108"),
        Scenario(
            "who may not is refused before the status is looked at", "POST users.setStatus", as: .plain,
            body: #"{"status":"x","userId":"id-agent"}"#, status: 403, contains: [Refusal.plain("unauthorized")],
            holds: "5.2.105"),
        Scenario(
            "nobody's status is not set", "POST users.setStatus", body: #"{"status":"busy","userId":"none"}"#,
            status: 400, contains: [nobody], holds: "5.2.107"),
        Scenario(
            "they may be named by user", "POST users.setStatus", body: #"{"status":"busy","user":"agent"}"#,
            status: 200, contains: [#"{"success":true}"#], events: ["user.status-changed"], holds: "5.2.106"),
        Scenario(
            "what stands in payload is not read in the body's place", "POST users.setStatus", as: .plain,
            body: #"{"status":"x","payload":"{\"status\":\"busy\"}"}"#, status: 400,
            contains: ["Valid status types include online, away, offline, and busy. [error-invalid-status]"],
            holds: "8.0.11"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(.holds("5.2.109", "8.0.5"), arguments: TestEngine.allCases)
    func `a refused status stores no message`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let first = #"{"status":"away","message":"before"}"#
            _ = try await server.fetch("POST", "users.setStatus", as: .plain, body: first)
            let second = #"{"status":"x","message":"after"}"#
            #expect(try await server.send("POST", "users.setStatus", as: .plain, body: second).status == 400)
            let me = try await server.fetch("GET", "me", as: .plain)
            #expect(me.found("statusText") == "before" && me.found("status") == "away")
            #expect(try await server.eventKinds() == ["user.status-changed"])
        }
    }

    @Test(.holds("5.2.103"), arguments: TestEngine.allCases)
    func `where the setting forbids it nobody says anything, and that comes before who may`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.set("Accounts_AllowUserStatusMessageChange", false)
            for body in [
                #"{"status":"busy"}"#, #"{"message":"m"}"#, #"{"status":"x"}"#,
                #"{"status":"busy","userId":"id-agent"}"#,
            ] {
                let refused = try await server.send("POST", "users.setStatus", as: .plain, body: body)
                #expect(refused.status == 400)
                #expect(refused.json?.found("error") == "Change status is not allowed [error-not-allowed]", "\(body)")
                #expect(refused.json?.found("errorType") == "error-not-allowed")
            }
            try await server.expect(Exchange("POST users.setStatus", as: .plain, "{}", gives: Self.neither))
            #expect(try await server.eventKinds() == [])
        }
    }

    @Test(.holds("5.2.112"), arguments: TestEngine.allCases)
    func `it is their status and the one they chose, for others too`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for status in ["online", "away", "busy", "offline"] {
                let body = #"{"status":"\#(status)"}"#
                _ = try await server.fetch("POST", "users.setStatus", as: .plain, body: body)
                let me = try await server.fetch("GET", "me", as: .plain)
                #expect(me.found("status") == .string(status) && me.found("statusDefault") == .string(status))
                let seen = try await server.fetch("GET", "users.getStatus?userId=id-plain", as: .agent)
                #expect(seen.object?.keys == ["_id", "status", "success"] && seen.found("status") == .string(status))
            }
        }
    }

    @Test(.holds("5.2.113"), arguments: TestEngine.allCases)
    func `a login makes nobody online`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            #expect(try await server.logIn(.plain) != nil)
            let status = try await server.fetch("GET", "users.getStatus", as: .plain)
            #expect(status.found("status") == "offline" && status.found("connectionStatus") == "offline")
        }
    }
}
