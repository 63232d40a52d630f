import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.2 (updateOwnBasicInfo), D25, D28; section 8, defects 1 and 7.
@Suite("users.updateOwnBasicInfo asks for the present password where it must", .holds("5.1", "5.2"))
struct UpdateOwnInfoTests {
    private static let required = Refusal.typed(
        "TOTP Required", "totp-required",
        details: ["method": "password", "codeGenerated": false, "availableMethods": []])

    static let rows: [Scenario] = [
        Scenario(
            "the change is missed", "POST users.updateOwnBasicInfo", as: .plain, body: #"{"x":1}"#, status: 400,
            contains: [Refusal.missing("data")], holds: "5.2.63"),
        Scenario(
            "members beside it are refused", "POST users.updateOwnBasicInfo", as: .plain,
            body: #"{"data":{},"userId":"id-agent"}"#, status: 400, contains: [Refusal.extraMember], holds: "5.2.64"),
        Scenario(
            "a new password asks for the present one", "POST users.updateOwnBasicInfo", as: .plain,
            body: #"{"data":{"newPassword":"another"}}"#, status: 400, contains: [required], holds: "5.2.68"),
        Scenario(
            "a wrong present password is no proof", "POST users.updateOwnBasicInfo", as: .plain,
            body: #"{"data":{"newPassword":"another","currentPassword":"wrong"}}"#, status: 400,
            contains: ["TOTP Invalid [totp-invalid]"], holds: "5.2.70"),
        Scenario(
            "nor is the right one in plain text", "POST users.updateOwnBasicInfo", as: .plain,
            body: #"{"data":{"newPassword":"another","currentPassword":"\#(Who.plain.password)"}}"#, status: 400,
            contains: ["TOTP Invalid [totp-invalid]"], holds: "5.2.71"),
        Scenario(
            "nor its digest in upper case", "POST users.updateOwnBasicInfo", as: .plain,
            body: #"{"data":{"email":"new@example.com","#
                + #""currentPassword":"\#(Digest.hex(Who.plain.password).uppercased())"}}"#, status: 400,
            contains: ["TOTP Invalid [totp-invalid]"], holds: "5.2.72"),
        Scenario(
            "nor any where none is set", "POST users.updateOwnBasicInfo", as: .agent,
            body: #"{"data":{"newPassword":"another","currentPassword":"\#(Digest.hex(Who.plain.password))"}}"#,
            status: 400, contains: ["TOTP Invalid [totp-invalid]"], holds: "5.2.73"),
        Scenario(
            "the address they have asks for nothing", "POST users.updateOwnBasicInfo", as: .plain,
            body: #"{"data":{"email":"plain@example.com"}}"#, status: 200,
            contains: [#"{"address":"plain@example.com","verified":true}"#], holds: "D25.2"),
        Scenario(
            "a blank name is no identity", "POST users.updateOwnBasicInfo", as: .plain,
            body: #"{"data":{"name":" "}}"#, status: 400,
            contains: ["Could not save user identity [error-could-not-save-identity]"], holds: "5.2.77"),
        Scenario(
            "a reserved user name is none whatever its case", "POST users.updateOwnBasicInfo", as: .plain,
            body: #"{"data":{"username":"HERE"}}"#, status: 400,
            contains: ["Could not save user identity [error-could-not-save-identity]"], holds: "5.2.78"),
        Scenario(
            "the answer has the user and no secrets", "POST users.updateOwnBasicInfo", as: .plain,
            body: #"{"data":{"bio":"b"}}"#, status: 200, contains: [#"{"user":{"_id":"id-plain""#, #""bio":"b""#],
            lacks: ["services", "$2b$", "hashedToken"], events: ["user.updated"], holds: "5.1.11", "5.2.80", "8.0.8"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(.holds("5.2.76"), arguments: TestEngine.allCases)
    func `every rule of the policy that is not met is in the details`(_ engine: TestEngine) async throws {
        let id = "error-password-policy-not-met"
        let proof = Digest.hex(Who.plain.password)
        try await TestServer.run(engine) { server in
            try await server.world.set("Accounts_Password_Policy_Enabled", true)
            try await server.world.set("Accounts_Password_Policy_MaxLength", 12)
            for (password, rules) in [
                ("AAAAAAAAAAAAAAA", ["maxLength", "repeatingCharacters", "oneLowercase", "oneNumber", "oneSpecial"]),
                ("aa", ["minLength", "oneUppercase", "oneNumber", "oneSpecial"]),
            ] {
                let body = #"{"data":{"newPassword":"\#(password)","currentPassword":"\#(proof)"}}"#
                let answer = try await server.send("POST", "users.updateOwnBasicInfo", as: .plain, body: body)
                #expect(answer.status == 400)
                #expect(answer.json?.found("errorType") == .string(id), "\(answer.text)")
                let details = answer.json?.found("details")?.array ?? []
                #expect(Set(details.compactMap { $0.found("error")?.string }) == Set(rules.map { "\(id)-\($0)" }))
                #expect(details.allSatisfy { $0.object?.keys == ["error", "message"] }, "\(answer.text)")
            }
            #expect(try await server.send("GET", "me", as: .plain).status == 200)
            #expect(try await server.eventKinds() == [])
        }
    }

    static let policyTexts = [
        "minLength": "The password does not meet the minimum length password policy.",
        "maxLength": "The password does not meet the maximum length password policy.",
        "repeatingCharacters": "The password contains repeating characters which is against the password policy.",
        "oneLowercase":
            "The password does not contain at least one lowercase character which is against the password policy.",
        "oneUppercase":
            "The password does not contain at least one uppercase character which is against the password policy.",
        "oneNumber":
            "The password does not contain at least one numerical character which is against the password policy.",
        "oneSpecial":
            "The password does not contain at least one special character which is against the password policy.",
    ]

    @Test(.keepsAway("Muster 11.17"), arguments: TestEngine.allCases)
    func `the policy speaks the original's words, on every route that asks for it`(_ engine: TestEngine) async throws {
        let id = "error-password-policy-not-met"
        let proof = Digest.hex(Who.plain.password)
        let routes: [(path: String, who: Who, body: @Sendable (String) -> String)] = [
            ("updateOwnBasicInfo", .plain, { #"{"data":{"newPassword":"\#($0)","currentPassword":"\#(proof)"}}"# }),
            ("update", .admin, { #"{"userId":"id-plain","data":{"password":"\#($0)"}}"# }),
            ("register", .nobody, { #"{"username":"new","name":"N","email":"n@example.com","pass":"\#($0)"}"# }),
        ]
        try await TestServer.run(engine) { server in
            try await server.world.set("Accounts_Password_Policy_Enabled", true)
            try await server.world.set("Accounts_Password_Policy_MaxLength", 12)
            var named: Set<String> = []
            for route in routes {
                for password in ["AAAAAAAAAAAAAAA", "aa"] {
                    let answer = try await server.send(
                        "POST", "users." + route.path, as: route.who, body: route.body(password))
                    #expect(answer.status == 400)
                    #expect(
                        answer.json?.found("error")?.string
                            == "The password provided does not meet the server's password policy. [\(id)]")
                    for detail in answer.json?.found("details")?.array ?? [] {
                        let rule = String(detail.found("error")?.string?.dropFirst(id.count + 1) ?? "")
                        #expect(detail.found("message")?.string == Self.policyTexts[rule], "\(rule)")
                        named.insert(rule)
                    }
                }
            }
            #expect(named == Set(Self.policyTexts.keys))
        }
    }

    @Test(.keepsAway("Muster 11.21"), arguments: TestEngine.allCases)
    func `while second factors are off nothing asks for the present password`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            func change(_ data: String, as who: Who = .plain) async throws -> HTTPAnswer {
                try await server.send("POST", "users.updateOwnBasicInfo", as: who, body: #"{"data":\#(data)}"#)
            }
            let address = #"{"email":"new@example.com"}"#
            #expect(try await change(address).text == Self.required)
            try await server.world.set("Accounts_TwoFactorAuthentication_Enabled", false)
            #expect(try await change(address).status == 200)
            let me = try await server.fetch("GET", "me", as: .plain)
            #expect(me.each("emails", "address") == ["new@example.com"])
            let wrong = #"{"email":"other@example.com","currentPassword":"not looked at"}"#
            #expect(try await change(wrong).status == 200)
            let same = try await change(#"{"newPassword":"\#(Who.plain.password)"}"#)
            #expect(same.text.contains("error-password-same-as-current"))
            #expect(try await change(#"{"newPassword":"a first one"}"#, as: .agent).status == 200)
            let login = #"{"user":"agent","password":"a first one"}"#
            #expect(try await server.send("POST", "login", as: .nobody, body: login).status == 200)
            #expect(try await change(#"{"newPassword":"another one"}"#).status == 200)
            #expect(try await server.send("GET", "me", as: .plain).status == 401)
            try await server.world.set("Accounts_TwoFactorAuthentication_Enabled", true)
            let asked = try await change(#"{"newPassword":"and again"}"#, as: .admin)
            #expect(asked.text == Self.required)
        }
    }

    @Test(.holds("5.1.11", "5.2.66"), arguments: TestEngine.allCases)
    func `every member that asks for no password is stored`(_ engine: TestEngine) async throws {
        let data = #"{"username":"other","bio":"b","nickname":"n","statusType":"away","statusText":"t"}"#
        try await TestServer.run(engine) { server in
            _ = try await server.fetch(
                "POST", "users.updateOwnBasicInfo", as: .plain, body: #"{"data":\#(data),"customFields":{"a":1}}"#)
            let me = try await server.fetch("GET", "me", as: .plain)
            let wanted: KeyValuePairs<String, JSON> = [
                "username": "other", "bio": "b", "nickname": "n", "status": "away", "statusDefault": "away",
                "statusText": "t", "customFields": ["a": 1],
            ]
            for (name, value) in wanted { #expect(me.found(name) == value, "\(name)") }
        }
    }

    @Test(.holds("8.0.3"), arguments: TestEngine.allCases)
    func `a user who changes their user name has it in units and departments`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (who, name) in [(Who.monitorA, "overseer"), (.agent, "helper")] {
                _ = try await server.fetch(
                    "POST", "users.updateOwnBasicInfo", as: who, body: #"{"data":{"username":"\#(name)"}}"#)
            }
            #expect(try await server.members(ofUnit: "unit-a").monitors == ["overseer"])
            let department = try await server.fetch("GET", "livechat/department/dep-1")
            #expect(department.each("agents", "username") == ["helper"])
        }
    }
}
