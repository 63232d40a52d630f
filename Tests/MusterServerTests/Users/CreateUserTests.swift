import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.2 (create), 1.11, D15, D24, D28.
@Suite("users.create makes a user who can log in", .holds("5.1", "5.2"))
struct CreateUserTests {
    private static func body(_ changes: KeyValuePairs<String, JSON?> = [:]) -> String {
        CreateUserRefusalTests.body(changes)
    }

    @Test(.holds("1.11.1", "1.11.5", "5.2.1", "5.2.2", "5.2.5"), arguments: TestEngine.allCases)
    func `members are missed in order, before others are looked at`(_ engine: TestEngine) async throws {
        try await expectRefused(
            engine,
            [
                Exchange("POST users.create", "{}", gives: Refusal.missing("email")),
                Exchange("POST users.create", #"{"email":5,"more":1}"#, gives: Refusal.missing("name")),
                Exchange("POST users.create", #"{"email":[],"name":[],"x":1}"#, gives: Refusal.missing("password")),
                Exchange(
                    "POST users.create", #"{"email":[],"name":[],"password":[]}"#, gives: Refusal.missing("username")),
                // Required with a random password too; without the permission to create as well.
                Exchange(
                    "POST users.create", Self.body(["password": nil, "setRandomPassword": true]),
                    gives: Refusal.missing("password")),
                Exchange("POST users.create", as: .plain, Self.body(["name": nil]), gives: Refusal.missing("name")),
                Exchange("POST users.create", Self.body(["more": 1, "email": []]), gives: Refusal.extraMember),
                Exchange("POST users.create", Self.body(["_id": "mine"]), gives: Refusal.extraMember),
                Exchange("POST users.create", Self.body(["services": [:]]), gives: Refusal.extraMember),
                Exchange("POST users.create", Self.body(["type": "bot"]), gives: Refusal.extraMember),
            ])
    }

    @Test(.holds("1.11.7", "1.11.24"), arguments: TestEngine.allCases)
    func `nothing is made of arrays and objects`(_ engine: TestEngine) async throws {
        let texts = ["email", "name", "password", "username", "bio", "nickname", "statusText"]
        let flags = [
            "active", "joinDefaultChannels", "requirePasswordChange", "setRandomPassword", "sendWelcomeEmail",
            "verified",
        ]
        let compound: [JSON] = [[], [:], ["x"], ["a": 1]]
        var rows: [Exchange] = []
        for value in compound {
            rows += texts.map { CreateUserRefusalTests.exchange([$0: value], gives: Refusal.schema("must be string")) }
            rows += flags.map { CreateUserRefusalTests.exchange([$0: value], gives: Refusal.schema("must be boolean")) }
        }
        for value in ["yes", "", "TRUE", 2, -1, .number(0.5)] as [JSON] {
            rows += flags.map { CreateUserRefusalTests.exchange([$0: value], gives: Refusal.schema("must be boolean")) }
        }
        for value in ["user", 1, true, [:]] as [JSON] {
            rows.append(CreateUserRefusalTests.exchange(["roles": value], gives: Refusal.schema("must be array")))
        }
        for value in ["x", 1, true, []] as [JSON] {
            rows.append(
                CreateUserRefusalTests.exchange(["customFields": value], gives: Refusal.schema("must be object")))
        }
        for value in [[[]], ["user", [:]]] as [JSON] {
            rows.append(CreateUserRefusalTests.exchange(["roles": value], gives: Refusal.schema("must be string")))
        }
        try await expectRefused(engine, rows)
    }

    @Test(.holds("1.11.13"), arguments: TestEngine.allCases)
    func `numbers and truth values count as texts, and some texts as truth values`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = #"{"email":"n@example.com","name":5,"username":true,"password":1.5,"bio":2,"active":"true"}"#
            let user = try await server.fetch("POST", "users.create", body: body).found("user")
            #expect(user?.found("name") == "5" && user?.found("username") == "true" && user?.found("active") == true)
            let login = #"{"user":"true","password":"1.5"}"#
            #expect(try await server.send("POST", "login", as: .nobody, body: login).status == 200)
            for (number, value) in (["false", 0, false] as [JSON]).enumerated() {
                let other = Self.body([
                    "username": .string("off\(number)"), "email": .string("off\(number)@example.com"), "active": value,
                    "verified": number.isMultiple(of: 2) ? 1 : "true",
                ])
                let user = try await server.fetch("POST", "users.create", body: other).found("user")
                #expect(user?.found("active") == false, "\(value)")
                #expect(user?.found("emails")?.array?.first?.found("verified") == true)
            }
        }
    }

    @Test(.holds("5.1.2", "5.2.23"), arguments: TestEngine.allCases)
    func `the answer shows the user, without secrets, and they can log in`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let answer = try await server.send("POST", "users.create", body: Self.body())
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.json?.object?.keys == ["user", "success"])
            let user = answer.json?.found("user")
            let id = user?.found("_id")?.string ?? ""
            #expect(isWhole(id, "[2-9A-HJ-NP-TW-Za-km-z]{17}"), "\(id)")
            let wanted: KeyValuePairs<String, JSON> = [
                "username": "new", "name": "New", "type": "user", "active": true, "roles": ["user"],
                "emails": [["address": "new@example.com", "verified": false]],
            ]
            for (name, value) in wanted { #expect(user?.found(name) == value, "\(name)") }
            for name in ["services", "inviteToken", "e2e", "password"] { #expect(user?.found(name) == nil, "\(name)") }
            for login in [
                #"{"user":"new","password":"secret"}"#, #"{"user":"NEW@example.com","password":"secret"}"#,
                #"{"user":{"id":"\#(id)"},"password":{"digest":"\#(Digest.hex("secret"))","algorithm":"sha-256"}}"#,
            ] {
                let session = try await server.fetch("POST", "login", as: .nobody, body: login)
                #expect(session.found("data", "userId") == .string(id))
            }
            let events = try await server.world.events()
            #expect(events.map(\.kind) == ["user.created"])
            #expect(events.first?.subjectID == id)
        }
    }

    @Test(.holds("5.2.24"), arguments: TestEngine.allCases)
    func `who does not see others in full gets the public part`(_ engine: TestEngine) async throws {
        let hidden = [
            "emails", "roles", "createdAt", "lastLogin", "settings", "statusConnection", "statusDefault", "phone",
            "avatarOrigin", "requirePasswordChange", "_updatedAt", "services", "inviteToken", "e2e",
        ]
        try await TestServer.run(engine) { server in
            try await server.world.grant("create-user", to: "user")
            let body = Self.body(["requirePasswordChange": true, "bio": "b"])
            let user = try await server.fetch("POST", "users.create", as: .plain, body: body).found("user")
            for name in hidden { #expect(user?.found(name) == nil, "\(name)") }
            #expect(user?.found("username") == "new" && user?.found("bio") == "b")
            #expect(user?.found("active") == true)
        }
    }

    @Test(.holds("5.2.3"), arguments: TestEngine.allCases)
    func `what was sent is what is read`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = Self.body([
                "name": "Ünïcode 😀 \u{0}x", "bio": "b", "nickname": "n", "statusText": "t", "verified": true,
                "requirePasswordChange": true, "customFields": ["z": 1, "a": [.null, "é"]], "roles": ["livechat-agent"],
                "joinDefaultChannels": false, "sendWelcomeEmail": false,
            ])
            _ = try await server.fetch("POST", "users.create", body: body)
            let token = try await server.fetch(
                "POST", "login", as: .nobody, body: #"{"user":"new","password":"secret"}"#)
            let me = token.found("data", "me")
            let wanted: KeyValuePairs<String, JSON> = [
                "name": "Ünïcode 😀 \u{0}x", "bio": "b", "nickname": "n", "statusText": "t", "email": "new@example.com",
                "requirePasswordChange": true, "customFields": ["z": 1, "a": [.null, "é"]],
                "roles": ["livechat-agent"], "statusLivechat": "available",
            ]
            for (name, value) in wanted { #expect(me?.found(name) == value, "\(name)") }
        }
    }

    @Test(.holds("5.2.6"), arguments: TestEngine.allCases)
    func `an inactive one, and one with a random password, cannot log in`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (name, more) in [("off", "active"), ("random", "setRandomPassword")] {
                let body = Self.body([
                    "username": .string(name), "email": .string("\(name)@example.com"), more: .bool(name == "random"),
                ])
                _ = try await server.fetch("POST", "users.create", body: body)
                let login = try await server.send(
                    "POST", "login", as: .nobody, body: #"{"user":"\#(name)","password":"secret"}"#)
                #expect(login.text == LogInTests.refused, "\(name)")
            }
            let random = "SELECT count(*) FROM users WHERE username = 'random' AND password_hash IS NOT NULL"
            #expect(try await server.world.number(random) == 1)
        }
    }

    @Test(.holds("5.2.7", "5.5.46", "D23.4"), arguments: TestEngine.allCases)
    func `without roles they get those of the setting, as it is now`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (number, (setting, roles)) in [
                ("user", ["user"]), ("user, livechat-agent", ["user", "livechat-agent"]), ("guest", ["guest"]),
            ].enumerated() {
                try await server.world.set("Accounts_Registration_Users_Default_Roles", .string(setting))
                let body = Self.body([
                    "username": .string("u\(number)"), "email": .string("u\(number)@example.com"),
                ])
                let user = try await server.fetch("POST", "users.create", body: body).found("user")
                #expect(user?.found("roles") == .texts(roles))
            }
        }
    }
}
