import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.2 (register).
@Suite("users.register lets people in by themselves", .holds("5.1", "5.2"))
struct RegisterUserTests {
    static let rows: [Scenario] = [
        Scenario(
            "the user name is missed first", "POST users.register", as: .nobody, body: #"{"x":1}"#, status: 400,
            contains: [Refusal.missing("username")], holds: "5.2.117"),
        Scenario(
            "then the address", "POST users.register", as: .nobody, body: #"{"username":"newcomer"}"#, status: 400,
            contains: [Refusal.missing("email")], holds: "5.2.118"),
        Scenario(
            "then the password", "POST users.register", as: .nobody,
            body: #"{"username":"newcomer","email":"n@example.com"}"#, status: 400,
            contains: [Refusal.missing("pass")], holds: "5.2.118"),
        Scenario(
            "other members are refused", "POST users.register", as: .nobody,
            body: #"{"username":"newcomer","email":"n@example.com","pass":"a password","#
                + #""name":"New","roles":["admin"]}"#, status: 400, contains: [Refusal.extraMember], holds: "5.2.119"),
        Scenario(
            "secret, reason and custom fields are taken", "POST users.register", as: .nobody,
            body: #"{"username":"newcomer","email":"n@example.com","pass":"a password","#
                + #""name":"New","secret":"s","reason":"r","customFields":{"a":1}}"#, status: 200,
            contains: [#"{"user":{"_id":""#, #""username":"newcomer""#], lacks: ["services", "$2b$"],
            events: ["user.created"], holds: "5.2.120"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(.keepsAway("Muster 11.19"), arguments: TestEngine.allCases)
    func `the name's characters come first, then the user name, whether it is free, the policy, the address`(
        _ engine: TestEngine
    ) async throws {
        let policy = "The password provided does not meet the server's password policy. [error-password-policy-not-met]"
        let rows: [(name: String, username: String, pass: String, email: String, problem: String)] = [
            ("a<b", "no good", "weak", "none", "Name contains invalid characters"),
            ("a/b", "agent", "weak", "none", "Name contains invalid characters"),
            ("New", "no good", "weak", "none", "The username provided is not valid"),
            ("New", "here", "weak", "none", "The username provided is not valid"),
            ("New", "AGENT", "weak", "none", "Username is already in use"),
            ("New", "newcomer", "weak", "none", policy),
            ("New", "newcomer", "Str0ng! pass", "none", "Invalid email none [error-invalid-email]"),
        ]
        try await TestServer.run(engine) { server in
            try await server.world.set("Accounts_Password_Policy_Enabled", true)
            for row in rows {
                let body: JSON = [
                    "name": .string(row.name), "username": .string(row.username), "pass": .string(row.pass),
                    "email": .string(row.email),
                ]
                let answer = try await server.send("POST", "users.register", as: .nobody, body: body.text())
                #expect(answer.status == 400)
                #expect(answer.json?.found("error")?.string == row.problem, "\(body.text())")
            }
            #expect(try await server.eventKinds() == [])
        }
    }

    @Test(.holds("5.2.126"), arguments: TestEngine.allCases)
    func `they can log in, with the roles of the setting and an address that is not proven`(
        _ engine: TestEngine
    ) async throws {
        let body = #"{"username":"newcomer","email":"n@example.com","pass":"a password","name":"New"}"#
        try await TestServer.run(engine) { server in
            try await server.world.set("Accounts_Registration_Users_Default_Roles", "user,livechat-agent")
            let made = try await server.fetch("POST", "users.register", as: .nobody, body: body)
            #expect(made.object?.keys == ["user", "success"])
            let login = try await server.fetch(
                "POST", "login", as: .nobody, body: #"{"user":"newcomer","password":"a password"}"#)
            let me = login.found("data", "me")
            #expect(me?.found("_id") == made.found("user", "_id"))
            #expect(me?.found("roles") == ["user", "livechat-agent"])
            #expect(me?.found("emails") == [["address": "n@example.com", "verified": false]])
        }
    }
}
