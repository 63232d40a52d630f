import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// D23, D29: what is marked as heeded in docs/api/settings-list.md counts for the very next request.
@Suite("Settings of accounts are heeded by the next request", .holds("5.5"))
struct SettingEffectTests {
    private static func save(_ setting: String, _ value: JSON, _ server: TestServer) async throws {
        let body: JSON = ["value": value]
        let saved = try await server.send("POST", "settings/\(setting)", body: body.text())
        #expect(saved.text == #"{"success":true}"#, "\(setting): \(saved.text)")
    }

    /// A rule of the password policy: what its setting becomes, and a password that is good under one value alone.
    static let rules: [(setting: String, to: JSON, back: JSON, password: String, isGoodFirst: Bool, rule: String)] = [
        ("MinLength", 13, 7, "Str0ng! pass", true, "minLength"),
        ("MaxLength", 5, -1, "Str0ng! pass", true, "maxLength"),
        ("ForbidRepeatingCharacters", false, true, "Str0ng!aaaaa", false, "repeatingCharacters"),
        ("ForbidRepeatingCharactersCount", 1, 3, "Str0ng! pass", true, "repeatingCharacters"),
        ("ForbidRepeatingCharactersCount", 5, 3, "Str0ng!aaaaa", false, "repeatingCharacters"),
        ("AtLeastOneLowercase", false, true, "STR0NG!X", false, "oneLowercase"),
        ("AtLeastOneUppercase", false, true, "str0ng!x", false, "oneUppercase"),
        ("AtLeastOneNumber", false, true, "Strong!x", false, "oneNumber"),
        ("AtLeastOneSpecialCharacter", false, true, "Str0ngxx", false, "oneSpecial"),
    ]

    @Test(.holds("5.5.49"), arguments: TestEngine.allCases)
    func `every rule of the password policy has its setting`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let prefix = "Accounts_Password_Policy_"
            try await Self.save(prefix + "Enabled", true, server)
            for row in Self.rules {
                let body = #"{"userId":"id-agent","data":{"password":"\#(row.password)"}}"#
                for isGood in [row.isGoodFirst, !row.isGoodFirst] {
                    let answer = try await server.send("POST", "users.update", body: body)
                    #expect(answer.status == (isGood ? 200 : 400), "\(row.setting): \(answer.text)")
                    let rule = #""details":[{"error":"error-password-policy-not-met-\#(row.rule)","#
                    #expect(isGood || answer.text.contains(rule), "\(row.setting): \(answer.text)")
                    try await Self.save(prefix + row.setting, row.to, server)
                }
                try await Self.save(prefix + row.setting, row.back, server)
            }
            try await Self.save(prefix + "Enabled", false, server)
            let weak = #"{"userId":"id-agent","data":{"password":"a"}}"#
            #expect(try await server.send("POST", "users.update", body: weak).status == 200)
        }
    }

    @Test(.holds("5.5.42", "5.5.43"), arguments: TestEngine.allCases)
    func `one's own password and words follow their settings`(_ engine: TestEngine) async throws {
        let password = #"{"newPassword":"another one","currentPassword":"\#(Digest.hex(Who.plain.password))"}"#
        let rows = [
            ("Accounts_AllowUserStatusMessageChange", #"{"statusText":"out"}"#),
            ("Accounts_AllowPasswordChange", password),
        ]
        try await TestServer.run(engine) { server in
            for (setting, data) in rows {
                let body = #"{"data":\#(data)}"#
                try await Self.save(setting, false, server)
                let refused = try await server.send("POST", "users.updateOwnBasicInfo", as: .plain, body: body)
                #expect(refused.status == 400 && refused.text.contains("[error-not-allowed]"), "\(refused.text)")
                try await Self.save(setting, true, server)
                let done = try await server.send("POST", "users.updateOwnBasicInfo", as: .plain, body: body)
                #expect(done.status == 200, "\(setting): \(done.text)")
            }
        }
    }

    @Test(.holds("5.5.43"), arguments: TestEngine.allCases)
    func `no status changes where its words may not`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = #"{"status":"busy","message":"in a meeting"}"#
            try await Self.save("Accounts_AllowUserStatusMessageChange", false, server)
            let refused = try await server.send("POST", "users.setStatus", as: .plain, body: body)
            #expect(refused.status == 400)
            #expect(refused.text.contains(#""error":"Change status is not allowed [error-not-allowed]""#))
            let status = try await server.fetch("GET", "users.getStatus", as: .plain)
            #expect(status.found("status") == "offline")
            try await Self.save("Accounts_AllowUserStatusMessageChange", true, server)
            #expect(try await server.send("POST", "users.setStatus", as: .plain, body: body).status == 200)
        }
    }

    @Test(.holds("5.5.45"), arguments: TestEngine.allCases)
    func `a blocked name is taken by nobody, wherever a name is chosen`(_ engine: TestEngine) async throws {
        let choices = [
            ("users.create", Who.admin, #"{"username":"BOSS","email":"b@example.com","name":"B","password":"p"}"#),
            ("users.register", .nobody, #"{"username":"boss","email":"c@example.com","name":"B","pass":"p"}"#),
            ("users.update", .admin, #"{"userId":"id-agent","data":{"username":"Boss"}}"#),
            ("users.updateOwnBasicInfo", .plain, #"{"data":{"username":"boss"}}"#),
        ]
        try await TestServer.run(engine) { server in
            try await Self.save("Accounts_BlockedUsernameList", "root, boss", server)
            for (route, who, body) in choices {
                #expect(try await server.send("POST", route, as: who, body: body).status == 400, "\(route)")
            }
            try await Self.save("Accounts_BlockedUsernameList", "", server)
            for (route, who, body) in choices.suffix(1) {
                #expect(try await server.send("POST", route, as: who, body: body).status == 200, "\(route)")
            }
        }
    }

    @Test(.holds("5.5.46"), arguments: TestEngine.allCases)
    func `who registers gets the roles of the setting`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (index, roles) in ["user, livechat-agent", "user"].enumerated() {
                try await Self.save("Accounts_Registration_Users_Default_Roles", .string(roles), server)
                let name = "new\(index)"
                let body = #"{"username":"\#(name)","email":"\#(name)@example.com","name":"N","pass":"p"}"#
                #expect(try await server.send("POST", "users.register", as: .nobody, body: body).status == 200)
                let user = try await server.fetch("GET", "users.info?username=\(name)")
                #expect(user.found("user", "roles") == .texts(roles.split(separator: ", ").map(String.init)))
            }
        }
    }

    @Test(.holds("5.5.48"), arguments: TestEngine.allCases)
    func `a session ends so many days after it began`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run("UPDATE login_tokens SET created_at = 0 WHERE user_id = 'id-plain'")
            for (days, ends) in [(1, "1970-01-02T00:00:00.000Z"), (30, "1970-01-31T00:00:00.000Z")] {
                try await Self.save("Accounts_LoginExpiration", .int(days), server)
                let answer = try await server.fetch("POST", "users.logoutOtherClients", as: .plain)
                #expect(answer.found("tokenExpires") == .string(ends))
            }
        }
    }
}
