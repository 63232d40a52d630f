import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.2 (update): its order of refusals, what stays, and what comes with a change; section 8, defect 9.
@Suite("users.update refuses in the contract's order and changes what was sent", .holds("5.1", "5.2"))
struct UpdateUserTests {
    private static func update(_ data: String, of id: String = "id-plain") -> String {
        #"{"userId":"\#(id)","data":\#(data)}"#
    }

    static let rows: [Scenario] = [
        Scenario(
            "the user is missed first", "POST users.update", body: #"{"x":1}"#, status: 400,
            contains: [Refusal.missing("userId")], holds: "5.2.37"),
        Scenario(
            "then the change", "POST users.update", body: #"{"userId":"id-plain","x":1}"#, status: 400,
            contains: [Refusal.missing("data")], holds: "5.2.37"),
        Scenario(
            "the change is an object", "POST users.update", body: update("[]"), status: 400,
            contains: [Refusal.schema("must be object")], holds: "1.11.11", "5.2.41"),
        Scenario(
            "members beside it are refused", "POST users.update", body: #"{"userId":"id-plain","data":{},"x":1}"#,
            status: 400, contains: [Refusal.extraMember], holds: "5.2.39"),
        Scenario(
            "who may not edit is told so before anything else", "POST users.update", as: .plain,
            body: #"{"userId":"none","data":{"verified":true,"roles":["none"],"#
                + #""username":"here","bio":"\#(String(repeating: "b", count: 261))"}}"#, status: 400,
            contains: ["Editing user is not allowed [error-action-not-allowed]"], holds: "5.2.42"),
        Scenario(
            "one's own verification comes before the user name", "POST users.update",
            body: #"{"userId":"id-admin","data":{"username":"here","verified":false}}"#, status: 400,
            contains: ["Editing email verification is not allowed [error-action-not-allowed]"], holds: "5.2.43"),
        Scenario(
            "a user name that cannot be comes before a long bio", "POST users.update",
            body: update(#"{"bio":"\#(String(repeating: "b", count: 261))","username":"here"}"#), status: 400,
            contains: ["Could not save user identity [error-could-not-save-identity]"], holds: "5.2.47"),
        Scenario(
            "a blank name comes before a long nickname", "POST users.update",
            body: update(#"{"nickname":"\#(String(repeating: "n", count: 121))","name":" "}"#), status: 400,
            contains: ["Could not save user identity [error-could-not-save-identity]"], holds: "5.2.48"),
        Scenario(
            "a long bio comes before a long nickname", "POST users.update",
            body: #"{"userId":"id-plain","data":{"nickname":"\#(String(repeating: "n", count: 121))","#
                + #""bio":"\#(String(repeating: "b", count: 261))"}}"#, status: 400,
            contains: ["Bio size exceeds 260 characters [error-bio-size-exceeded]"], holds: "5.2.51"),
        Scenario(
            "a bio of 260 characters and a nickname of 120 are taken", "POST users.update",
            body: #"{"userId":"id-plain","data":{"nickname":"\#(String(repeating: "n", count: 120))","#
                + #""bio":"\#(String(repeating: "b", count: 260))"}}"#, status: 200,
            contains: [
                #""bio":"\#(String(repeating: "b", count: 260))","nickname":"\#(String(repeating: "n", count: 120))""#
            ], events: ["user.updated"], holds: "5.2.52"),
        Scenario(
            "the answer has the user and no secrets", "POST users.update",
            body: update(#"{"name":"New"}"#), status: 200,
            contains: [#"{"user":{"_id":"id-plain""#, #"},"success":true}"#],
            lacks: ["services", "$2b$", "hashedToken", "inviteToken"], events: ["user.updated"], holds: "5.1.9"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(.holds("5.2.56", "8.0.12", "D28.2"), arguments: TestEngine.allCases)
    func `a bio and a nickname that are not sent stay`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for data in [#"{"bio":"b","nickname":"n"}"#, #"{"name":"New"}"#] {
                _ = try await server.fetch("POST", "users.update", body: Self.update(data))
            }
            let user = try await server.fetch("GET", "users.info?userId=id-plain").found("user")
            #expect(user?.found("name") == "New")
            #expect(user?.found("bio") == "b" && user?.found("nickname") == "n")
        }
    }

    @Test(.holds("5.2.44"), arguments: TestEngine.allCases)
    func `roles ask for their permission, after one's own verification and before the user name`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.grant("edit-other-user-info", to: "user")
            for (body, reason) in [
                (Self.update(#"{"roles":["user"],"verified":true}"#), "Editing email verification is not allowed"),
                (Self.update(#"{"username":"here","roles":["none"]}"#, of: "id-agent"), "Assign roles is not allowed"),
                (Self.update(#"{"username":"here"}"#, of: "id-agent"), "Could not save user identity"),
            ] {
                let refused = try await server.send("POST", "users.update", as: .plain, body: body)
                #expect(refused.status == 400)
                #expect(refused.json?.found("error")?.string?.hasPrefix(reason) == true, "\(refused.text)")
            }
            #expect(try await server.eventKinds() == [])
        }
    }

    @Test(.holds("5.2.53"), arguments: TestEngine.allCases)
    func `a refused change leaves the user as they were`(_ engine: TestEngine) async throws {
        let nickname = String(repeating: "n", count: 121)
        let data = #"{"name":"N","email":"n@example.com","statusText":"t","active":false,"nickname":"\#(nickname)"}"#
        try await TestServer.run(engine) { server in
            let before = try await server.send("GET", "me", as: .plain).text
            #expect(try await server.send("POST", "users.update", body: Self.update(data)).status == 400)
            #expect(try await server.send("GET", "me", as: .plain).text == before)
            #expect(try await server.eventKinds() == [])
        }
    }

    @Test(.holds("5.2.61"), arguments: TestEngine.allCases)
    func `who becomes an agent and is shut out at once is not available`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let data = #"{"active":false,"roles":["user","livechat-agent"]}"#
            _ = try await server.fetch("POST", "users.update", body: Self.update(data))
            let user = try await server.fetch("GET", "users.info?userId=id-plain").found("user")
            #expect(user?.found("active") == false)
            #expect(user?.found("statusLivechat") == "not-available")
        }
    }

    @Test(.holds("5.2.62"), arguments: TestEngine.allCases)
    func `who ceases to be an agent and is shut out at once has no agent's status`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let data = #"{"active":false,"roles":["user"]}"#
            _ = try await server.fetch("POST", "users.update", body: Self.update(data, of: "id-agent"))
            let user = try await server.fetch("GET", "users.info?userId=id-agent").found("user")
            #expect(user?.found("roles") == ["user"])
            #expect(user?.found("statusLivechat") == nil)
        }
    }

    @Test(.holds("5.2.60"), arguments: TestEngine.allCases)
    func `who is shut out by it is nobody with the next request`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("POST", "users.update", body: Self.update(#"{"active":false}"#))
            try await server.expect(Exchange("GET me", as: .plain, status: 401, gives: Refusal.notLoggedIn))
            let login = #"{"user":"plain","password":"\#(Who.plain.password)"}"#
            try await server.expect(
                Exchange("POST login", as: .nobody, login, status: 401, gives: LogInTests.refused))
        }
    }

    @Test(.holds("D23.1"), arguments: TestEngine.allCases)
    func `roles given and taken count from the next request on`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (roles, status) in [(#"["user","livechat-manager"]"#, 200), (#"["user"]"#, 403)] {
                _ = try await server.fetch("POST", "users.update", body: Self.update(#"{"roles":\#(roles)}"#))
                #expect(try await server.send("GET", "livechat/units", as: .plain).status == status)
            }
        }
    }
}
