import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.2 (create), 1.11.
@Suite("users.create refuses in the contract's order and words", .holds("5.1", "5.2"))
struct CreateUserRefusalTests {
    /// A body with other members in place of the good ones; `nil` leaves one out.
    static func body(_ changes: KeyValuePairs<String, JSON?> = [:]) -> String {
        var object: JSONObject = [
            "email": "new@example.com", "name": "New", "password": "secret", "username": "new",
        ]
        for (name, value) in changes { object[name] = value }
        return JSON.object(object).text()
    }

    static func exchange(_ changes: KeyValuePairs<String, JSON?>, as who: Who = .admin, gives answer: String)
        -> Exchange
    {
        Exchange("POST users.create", as: who, body(changes), gives: answer)
    }

    /// A refusal of the operation: `details` name the method and an action or a field, whose value is free.
    private static func expectTyped(
        _ server: TestServer, _ changes: KeyValuePairs<String, JSON?>, as who: Who = .admin, _ reason: String,
        _ id: String, names key: String?, _ sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = try await server.send("POST", "users.create", as: who, body: body(changes))
        #expect(answer.status == 400, "\(answer.text)", sourceLocation: sourceLocation)
        #expect(
            answer.json?.object?.keys == ["success", "error", "errorType", "details"], "\(answer.text)",
            sourceLocation: sourceLocation)
        #expect(answer.json?.found("error") == .string("\(reason) [\(id)]"), sourceLocation: sourceLocation)
        #expect(answer.json?.found("errorType") == .string(id), sourceLocation: sourceLocation)
        let details = answer.json?.found("details")
        #expect(details?.found("method") == "insertOrUpdateUser", sourceLocation: sourceLocation)
        if let key {
            let value = details?.found(key)?.string ?? ""
            #expect(!value.isEmpty, "\(answer.text)", sourceLocation: sourceLocation)
        }
        #expect(try await server.eventKinds() == [], sourceLocation: sourceLocation)
    }

    @Test(.holds("5.2.9", "5.2.22"), arguments: TestEngine.allCases)
    func `a name that looks like markup or a path comes first, before the permission`(_ engine: TestEngine)
        async throws
    {
        let plain = Refusal.plain("Name contains invalid characters")
        let names = [
            "<", ">", "\\", "/", "a<b", "New/User", "%3C", "%3c", "%3E", "%3e", "%5C", "%5c", "%2F", "%2f", "a%2Fb",
            "/\u{338}", "<script>alert(1)</script>",
        ]
        let worst: KeyValuePairs<String, JSON?> = [
            "name": "<", "username": "", "password": "", "email": "x", "roles": ["nothing"],
        ]
        try await expectRefused(
            engine,
            names.map { Self.exchange(["name": .string($0)], gives: plain) }
                + [Self.exchange(worst, gives: plain), Self.exchange(worst, as: .plain, gives: plain)])
    }

    @Test(.holds("1.9.12", "5.1.1", "5.2.10"), arguments: TestEngine.allCases)
    func `then who may not create, whatever else is wrong`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for who in [Who.plain, .manager, .guest] {
                try await Self.expectTyped(
                    server, ["username": "", "password": "", "email": "x", "roles": ["nothing"]], as: who,
                    "Adding user is not allowed", "error-action-not-allowed", names: "action")
            }
        }
    }

    @Test(.holds("5.2.11", "5.2.12"), arguments: TestEngine.allCases)
    func `then roles that do not exist, then the role admin for who may not assign it`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            try await server.world.grant("create-user", to: "user")
            for who in [Who.admin, .plain] {
                try await Self.expectTyped(
                    server, ["roles": ["user", "nothing", "admin"], "name": "", "username": ""], as: who,
                    "The field Roles consist invalid role id", "error-action-not-allowed", names: "action")
            }
            try await Self.expectTyped(
                server, ["roles": ["user", "admin"], "name": "", "username": ""], as: .plain,
                "Assigning admin is not allowed", "error-action-not-allowed", names: "action")
        }
    }

    @Test(.holds("5.2.13", "5.2.14", "5.2.16"), arguments: TestEngine.allCases)
    func `then name, user name, its letters, password`(_ engine: TestEngine) async throws {
        let id = "error-the-field-is-required"
        try await TestServer.run(engine) { server in
            for blank in ["", " ", "\t\n "] as [JSON] {
                try await Self.expectTyped(
                    server, ["name": blank, "username": blank, "password": blank, "email": "x"],
                    "The field Name is required", id, names: "field")
                try await Self.expectTyped(
                    server, ["username": blank, "password": blank, "email": "x"], "The field Username is required",
                    id, names: "field")
                try await Self.expectTyped(
                    server, ["username": "a b", "password": blank, "email": "x"], "a b is not a valid username",
                    "error-input-is-not-a-valid-field", names: "field")
                try await Self.expectTyped(
                    server, ["username": "admin", "password": blank, "email": "x"], "The field Password is required",
                    id, names: "field")
            }
        }
    }

    static let wrongNames = [
        "a b", "a@b", "é", "a/b", "日本", "a\u{0}", "a\u{301}", "a,b", "a:b", "😀", "a+b", "%41", "a\n", "ａ", "$", "*",
    ]

    @Test(.holds("5.2.15"), arguments: TestEngine.allCases)
    func `a user name has ASCII letters, digits and three signs`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for name in Self.wrongNames {
                try await Self.expectTyped(
                    server, ["username": .string(name)], "\(name) is not a valid username",
                    "error-input-is-not-a-valid-field", names: "field")
            }
        }
    }

    @Test(.holds("5.2.17", "5.5.45"), arguments: TestEngine.allCases)
    func `then names that are blocked, before those that are taken`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.set("Accounts_BlockedUsernameList", "boss, root")
            for name in [
                "admin", "administrator", "system", "user", "all", "here", "HERE", "Admin", "boss", "Root", "ROOT",
            ] {
                try await Self.expectTyped(
                    server, ["username": .string(name), "email": "plain@example.com"],
                    "\(name) is blocked and can't be used!", "error-blocked-username", names: "field")
            }
            try await server.world.set("Accounts_BlockedUsernameList", "")
            let free = try await server.send("POST", "users.create", body: Self.body(["username": "boss"]))
            #expect(free.status == 200, "the setting is followed at once")
        }
    }

    @Test(.holds("5.2.18", "5.2.19"), arguments: TestEngine.allCases)
    func `then user names that are taken, then addresses, whatever their case`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for name in ["plain", "PLAIN", "Plain", "rocket.cat", "Rocket.Cat"] {
                try await Self.expectTyped(
                    server, ["username": .string(name), "email": "plain@example.com"], "\(name) is already in use :(",
                    "error-field-unavailable", names: "field")
            }
            for address in ["plain@example.com", "Plain@Example.COM"] {
                try await Self.expectTyped(
                    server, ["email": .string(address)], "\(address) is already in use :(", "error-field-unavailable",
                    names: "field")
            }
        }
    }

    static let wrongAddresses = [
        "x", "", "@", "a@", "@b", "a@b@c", "a b@c.d", "a@b..c", "a@.b", "a@b.", "<a@b.c>", "a@b.c,d@e.f", "a@b.\nc",
    ]

    @Test(.holds("5.2.20"), arguments: TestEngine.allCases)
    func `then addresses that are none`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for address in Self.wrongAddresses {
                try await Self.expectTyped(
                    server, ["email": .string(address)], "Invalid email \(address)", "error-invalid-email", names: nil)
            }
        }
    }

    @Test(.holds("5.2.21"), arguments: TestEngine.allCases)
    func `the refusal of an address names its field as the other refusals do`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await Self.expectTyped(
                server, ["email": "x"], "Invalid email x", "error-invalid-email", names: "field")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of two who want one name at once, one is told that it is taken`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let answers = try await withThrowingTaskGroup(of: HTTPAnswer.self) { group in
                for number in 0..<6 {
                    let body = Self.body([
                        "username": number.isMultiple(of: 2) ? "twin" : "TWIN",
                        "email": .string("twin\(number)@example.com"),
                    ])
                    group.addTask { try await server.send("POST", "users.create", body: body) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.status == 200 } == 1)
            #expect(answers.count { $0.json?.found("errorType") == "error-field-unavailable" } == 5)
            #expect(try await server.eventKinds() == ["user.created"])
        }
    }
}
