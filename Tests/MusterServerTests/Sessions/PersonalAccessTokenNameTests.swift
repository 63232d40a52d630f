import Facts
import MusterModel
@testable import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.7: names, records and refusals of personal access tokens.
@Suite("A personal access token is known by its name", .holds("1.7"))
struct PersonalAccessTokenNameTests {
    static let scenarios: [Scenario] = [
        Scenario(
            "an empty name is none", "POST users.generatePersonalAccessToken", body: #"{"tokenName":""}"#,
            status: 400, contains: [#"{"success":false,"error":"The 'tokenName' param is required"}"#], holds: "1.7.4"),
        Scenario(
            "null is no name", "POST users.generatePersonalAccessToken", body: #"{"tokenName":null}"#, status: 400,
            contains: [#"{"success":false,"error":"The 'tokenName' param is required"}"#], holds: "1.7.5"),
        Scenario(
            "no body has no name", "POST users.generatePersonalAccessToken", status: 400,
            contains: [#"{"success":false,"error":"The 'tokenName' param is required"}"#], holds: "1.7.3"),
        Scenario(
            "a token that is replaced must be named", "POST users.regeneratePersonalAccessToken", body: "{}",
            status: 400, contains: [#"{"success":false,"error":"The 'tokenName' param is required"}"#], holds: "1.7.6"),
        Scenario(
            "a token that is removed must be named", "POST users.removePersonalAccessToken", body: "{}", status: 400,
            contains: [#"{"success":false,"error":"The 'tokenName' param is required"}"#], holds: "1.7.7"),
        Scenario(
            "who may have none replaces none", "POST users.regeneratePersonalAccessToken", as: .guest,
            body: #"{"tokenName":"x"}"#, status: 400,
            contains: [#"{"success":false,"error":"Not Authorized [not-authorized]","errorType":"not-authorized""#],
            holds: "1.7.17"),
        Scenario(
            "who may have none removes none", "POST users.removePersonalAccessToken", as: .guest,
            body: #"{"tokenName":"x"}"#, status: 400,
            contains: [#"{"success":false,"error":"Not Authorized [not-authorized]","errorType":"not-authorized""#],
            holds: "1.7.18"),
        Scenario(
            "who may have none lists none", "GET users.getPersonalAccessTokens", as: .guest, status: 403,
            contains: [
                #"{"success":false,"error":"User does not have the permissions required for this action "#
                    + #"[error-unauthorized]"}"#
            ], holds: "1.7.19"),
        Scenario(
            "who is not logged in makes none", "POST users.generatePersonalAccessToken", as: .nobody,
            body: #"{"tokenName":"x"}"#, status: 401, contains: ["You must be logged in to do this."], holds: "1.7.20"),
        Scenario(
            "an unknown name is not replaced, in these words", "POST users.regeneratePersonalAccessToken", as: .plain,
            body: #"{"tokenName":"x"}"#, status: 400,
            contains: [
                #"{"success":false,"error":"Token does not exist [error-token-does-not-exists]","#
                    + #""errorType":"error-token-does-not-exists""#
            ], holds: "1.7.24"),
        Scenario(
            "an unknown name is not removed, in these words", "POST users.removePersonalAccessToken", as: .plain,
            body: #"{"tokenName":"x"}"#, status: 400,
            contains: [
                #"{"success":false,"error":"Token does not exist [error-token-does-not-exists]","#
                    + #""errorType":"error-token-does-not-exists""#
            ], holds: "1.7.25"),
        Scenario(
            "a plain user makes a token, nothing else is asked", "POST users.generatePersonalAccessToken", as: .plain,
            body: #"{"tokenName":"x"}"#, status: 200, contains: [#"{"token":""#, #"","success":true}"#],
            events: ["token.created"], holds: "1.7.1", "1.7.32"),
        Scenario(
            "a token's name may be any text", "POST users.generatePersonalAccessToken", as: .plain,
            body: #"{"tokenName":" \u0000😀 "}"#, status: 200, contains: [#"{"token":""#], events: ["token.created"],
            holds: "1.7.8"),
    ]

    @Test(arguments: TestEngine.allCases, scenarios)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    private static let generate = "users.generatePersonalAccessToken"
    private static let replace = "users.regeneratePersonalAccessToken"

    private func token(
        _ server: TestServer, _ route: String, _ name: String, as who: Who = .plain, _ more: String = ""
    ) async throws -> String {
        let body = #"{"tokenName":"\#(name)"\#(more)}"#
        let answer = try await server.fetch("POST", route, as: who, body: body)
        #expect(answer.object?.keys == ["token", "success"])
        return try #require(answer.found("token")?.string)
    }

    private func list(_ server: TestServer, _ who: Who = .plain) async throws -> [JSON] {
        try await server.fetch("GET", "users.getPersonalAccessTokens", as: who).found("tokens")?.array ?? []
    }

    private func status(_ server: TestServer, _ token: String, of who: Who = .plain) async throws -> Int {
        let headers = [("X-User-Id", who.id), ("X-Auth-Token", token)]
        return try await server.send("GET", "me", as: .nobody, headers: headers).status
    }

    @Test(
        .holds("1.7.1", "1.7.2", "1.7.10", "1.7.12", "1.7.13"),
        arguments: TestEngine.allCases,
        [("", false), (#","bypassTwoFactor":false"#, false), (#","bypassTwoFactor":true"#, true)])
    func `a record has four members, and a token that is replaced keeps name and flag`(
        _ engine: TestEngine, _ row: (more: String, flag: Bool)
    ) async throws {
        try await TestServer.run(engine) { server in
            for route in [Self.generate, Self.replace] {
                let made = try await token(server, route, "script", row.more)
                let records = try await list(server)
                #expect(records.count == 1)
                #expect(records.first?.object?.keys == ["name", "createdAt", "lastTokenPart", "bypassTwoFactor"])
                #expect(records.first?.found("name") == "script")
                #expect(records.first?.found("createdAt")?.string.map(isWireDate) == true)
                #expect(records.first?.found("lastTokenPart") == .string(String(made.suffix(6))))
                #expect(records.first?.found("bypassTwoFactor") == .bool(row.flag))
            }
        }
    }

    @Test(.holds("1.7.10"), arguments: TestEngine.allCases)
    func `a flag sent when a token is replaced changes nothing`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await token(server, Self.generate, "script", #","bypassTwoFactor":true"#)
            _ = try await token(server, Self.replace, "script", #","bypassTwoFactor":false"#)
            #expect(try await list(server).map { $0.found("bypassTwoFactor") } == [true])
        }
    }

    @Test(.holds("1.7.21"), arguments: TestEngine.allCases)
    func `a name that is taken is refused, and the token that has it goes on`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let first = try await token(server, Self.generate, "script")
            let again = try await server.send("POST", Self.generate, as: .plain, body: #"{"tokenName":"script"}"#)
            #expect(again.status == 400)
            #expect(
                again.text.hasPrefix(
                    #"{"success":false,"error":"A token with this name already exists [error-token-already-exists]","#
                        + #""errorType":"error-token-already-exists""#), "\(again.text)")
            #expect(try await status(server, first) == 200)
            #expect(try await list(server).count == 1)
            #expect(try await server.eventKinds() == ["token.created"])
        }
    }

    @Test(.holds("1.7.14", "1.7.22"), arguments: TestEngine.allCases)
    func `each user has names of their own, and lists their own tokens only`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let mine = try await token(server, Self.generate, "script")
            let other = try await token(server, Self.generate, "script", as: .agent)
            _ = try await token(server, Self.replace, "script", as: .agent)
            let statuses = try await [status(server, mine), status(server, other, of: .agent)]
            #expect(statuses == [200, 401])
            let counts = try await [list(server).count, list(server, .agent).count, list(server, .admin).count]
            #expect(counts == [1, 1, 0])
            #expect(try await status(server, mine, of: .agent) == 401, "it is nobody else's")
        }
    }

    @Test(.holds("1.7.23"), arguments: TestEngine.allCases)
    func `names of other code points are other names, though they look the same`(_ engine: TestEngine) async throws {
        let (one, other) = ("caf\u{e9}", "cafe\u{301}")
        try await TestServer.run(engine) { server in
            let first = try await token(server, Self.generate, one)
            let unknown = try await server.send("POST", Self.replace, as: .plain, body: #"{"tokenName":"\#(other)"}"#)
            #expect(unknown.text.contains("Token does not exist [error-token-does-not-exists]"), "\(unknown.text)")
            #expect(try await list(server).count == 1)
            let second = try await token(server, Self.generate, other)
            let third = try await token(server, Self.replace, other)
            let statuses = try await [status(server, first), status(server, second), status(server, third)]
            #expect(statuses == [200, 401, 200])
        }
    }

    @Test(.holds("1.7.28", "1.7.29"), arguments: TestEngine.allCases)
    func `of a token its digest is stored, and logins do not push it out`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let made = try await token(server, Self.generate, "script")
            #expect(made.count == 43)
            let rows = try await server.world.number(
                "SELECT count(*) FROM login_tokens WHERE type = 'personal' AND name = 'script' AND hashed_token = $1",
                Digest.ofToken(made))
            #expect(rows == 1)
            try await server.world.store.write { transaction in
                for number in 0..<60 { try transaction.addLoginToken("h\(number)", toUser: Who.plain.id, limit: 50) }
            }
            #expect(try await status(server, made) == 200)
        }
    }
}
