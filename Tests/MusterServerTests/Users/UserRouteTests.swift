import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// The routes of contract 5.1 and 5.2 beside create, info, list, delete and setActiveStatus: a fact a row.
@Suite("Users are changed, and change themselves", .holds("1.17", "5.1", "5.2"))
struct UserRouteTests {
    @Test(arguments: TestEngine.allCases, updates + own + status + more)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(.holds("1.7.34", "2.0.14", "5.2.58", "5.2.79", "D21.1"), arguments: TestEngine.allCases, [true, false])
    func `a new password ends every session and token at once`(_ engine: TestEngine, _ byHimself: Bool) async throws {
        try await TestServer.run(engine) { server in
            let made = try await server.send(
                "POST", "users.generatePersonalAccessToken", as: .plain, body: #"{"tokenName":"x"}"#)
            let token = try #require(made.json?.object?["token"]?.string)
            let headers = [("X-User-Id", Who.plain.id), ("X-Auth-Token", token)]
            #expect(try await server.send("GET", "me", as: .nobody, headers: headers).status == 200)
            let changed =
                byHimself
                ? try await server.send(
                    "POST", "users.updateOwnBasicInfo", as: .plain,
                    body: #"{"data":{"newPassword":"another one","currentPassword":"\#(Self.sha)"}}"#)
                : try await server.send(
                    "POST", "users.update", body: Self.update(#"{"password":"another one"}"#))
            #expect(changed.status == 200, "\(changed.text)")
            #expect(try await server.send("GET", "me", as: .plain).status == 401)
            #expect(try await server.send("GET", "me", as: .nobody, headers: headers).status == 401)
            let old = #"{"user":"plain","password":"\#(Who.plain.password)"}"#
            #expect(try await server.send("POST", "login", as: .nobody, body: old).status == 401)
            let new = #"{"user":"plain","password":"another one"}"#
            #expect(try await server.send("POST", "login", as: .nobody, body: new).status == 200)
            #expect(try await server.eventKinds().contains("user.password-changed"))
            let events = try await server.world.events()
            #expect(!"\(events)".contains("another one"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a password must meet every rule of the policy that is on`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.set("Accounts_Password_Policy_Enabled", true)
            let weak = try await server.send("POST", "users.update", body: Self.update(#"{"password":"aaaab"}"#))
            #expect(weak.status == 400 && weak.text.contains(#""errorType":"error-password-policy-not-met""#))
            for rule in ["minLength", "repeatingCharacters", "oneUppercase", "oneNumber", "oneSpecial"] {
                #expect(weak.text.contains(#""error":"error-password-policy-not-met-\#(rule)""#), "\(rule)")
            }
            #expect(!weak.text.contains("oneLowercase") && !weak.text.contains("maxLength"))
            let good = try await server.send("POST", "users.update", body: Self.update(#"{"password":"Str0ng! pass"}"#))
            #expect(good.status == 200, "\(good.text)")
        }
    }

    @Test(.holds("8.0.1", "8.0.3", "D5.8"), .keepsAway("appwrite/console#1447"), arguments: TestEngine.allCases)
    func `a renamed monitor, and one whose role is replaced, leaves nothing of the old`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            let rename = #"{"userId":"id-monitorA","data":{"username":"renamed"}}"#
            #expect(try await server.send("POST", "users.update", body: rename).status == 200)
            let monitors = try await server.send("GET", "livechat/units/unit-a/monitors")
            #expect(
                monitors.text.contains(#""username":"renamed""#) && !monitors.text.contains(#""username":"monitorA""#))
            let demote = #"{"userId":"id-monitorA","data":{"roles":["user"]}}"#
            #expect(try await server.send("POST", "users.update", body: demote).status == 200)
            #expect(try await server.send("GET", "livechat/units/unit-a").text.contains(#""numMonitors":0"#))
            let last = #"{"userId":"id-admin","data":{"roles":["user"]}}"#
            try await server.world.run("DELETE FROM user_roles WHERE role_id = 'admin' AND user_id <> 'id-admin'")
            let refused = try await server.send("POST", "users.update", body: last)
            #expect(refused.text.contains("You need to have at least one admin [error-admin-required]"))
        }
    }

    @Test(.holds("5.2.81", "5.2.125", "5.5.41", "5.5.47"), arguments: TestEngine.allCases)
    func `settings forbid what one may change of oneself, and registering`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let changes = [
                ("Accounts_AllowRealNameChange", #"{"name":"x"}"#),
                ("Accounts_AllowUsernameChange", #"{"username":"x"}"#),
                (
                    "Accounts_AllowEmailChange", #"{"email":"x@example.com","currentPassword":"\#(Self.sha)"}"#
                ), ("Accounts_AllowUserProfileChange", #"{"bio":"x"}"#),
            ]
            for (setting, data) in changes {
                try await server.world.set(setting, false)
                let answer = try await server.send(
                    "POST", "users.updateOwnBasicInfo", as: .plain, body: #"{"data":\#(data)}"#)
                #expect(answer.text.contains("Not allowed [error-not-allowed]"), "\(setting): \(answer.text)")
                try await server.world.set(setting, true)
            }
            try await server.world.set("Accounts_RegistrationForm", "Disabled")
            let body = #"{"username":"new","email":"new@example.com","pass":"a password","name":"New"}"#
            let refused = try await server.send("POST", "users.register", as: .nobody, body: body)
            #expect(refused.text.contains("User registration is disabled [error-user-registration-disabled]"))
        }
    }
}
