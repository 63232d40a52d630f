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

    @Test(.holds("5.1.27", "5.1.28"), arguments: TestEngine.allCases)
    func `others' sessions end, one's own goes on`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = #"{"user":"plain","password":"\#(Who.plain.password)"}"#
            func session() async throws -> [(String, String)] {
                let answer = try await server.send("POST", "login", as: .nobody, body: body)
                let token = try #require(answer.json?.object?["data"]?.object?["authToken"]?.string)
                return [("X-User-Id", Who.plain.id), ("X-Auth-Token", token)]
            }
            func isAlive(_ headers: [(String, String)]) async throws -> Bool {
                try await server.send("GET", "me", as: .nobody, headers: headers).status == 200
            }
            let other = try await session()
            let personal = try await server.send(
                "POST", "users.generatePersonalAccessToken", as: .plain, body: #"{"tokenName":"x"}"#)
            let script = [("X-User-Id", Who.plain.id), ("X-Auth-Token", personal.json?.object?["token"]?.string ?? "")]
            let kept = try await server.send("POST", "users.logoutOtherClients", as: .plain)
            #expect(kept.json?.object?["token"]?.string == Who.plain.token, "the one that goes on")
            #expect(kept.json?.object?["tokenExpires"]?.string?.hasSuffix("Z") == true)
            let events = try await server.world.events().filter { $0.kind == "user.logged-out" }
            #expect(events == [Event("user.logged-out", "id-plain", before: ["tokens": 3], after: ["tokens": 2])])
            let byScript = try await server.send("POST", "users.logoutOtherClients", as: .nobody, headers: script)
            #expect(byScript.json?.object?["tokenExpires"] == "", "a personal token does not end by itself")
            try await server.world.run(
                "INSERT INTO login_tokens (hashed_token, user_id, type, created_at) VALUES ($1, $2, 'login', 0)",
                Digest.ofToken(Who.plain.token), Who.plain.id)
            let first = try await [isAlive(other), isAlive(script), isAlive(server.headersOf(.plain))]
            #expect(first == [false, true, true])
            #expect(try await server.send("POST", "users.removeOtherTokens", as: .plain).text == #"{"success":true}"#)
            let second = try await [isAlive(script), isAlive(server.headersOf(.plain))]
            #expect(second == [false, true])
            #expect(try await server.send("POST", "users.logout", as: .plain).status == 200)
            #expect(try await !isAlive(server.headersOf(.plain)))
        }
    }
}
