import Facts
import MusterModel
@testable import MusterStore
import MusterTestWorld
import Testing

/// Login tokens in the store (contract 1.2, 1.3, D21).
@Suite("A token opens exactly its user's door, and only while it lasts", .holds("1.7"))
struct TokenTests {
    private func caller(_ world: World, _ token: String?, _ id: String?) async throws -> Caller? {
        try await world.store.admission(token: token, userID: id, requestID: "r", mayBeRecent: false).caller
    }

    @Test(arguments: TestEngine.allCases)
    func `both headers must fit together`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let found = try await caller(world, Who.plain.token, Who.plain.id)
        #expect(found?.id == Who.plain.id && found?.roles == ["user"] && found?.requestID == "r")
        for (token, id) in [
            (Who.plain.token, Who.admin.id), (Who.plain.token, nil), (nil, Who.plain.id), ("", ""), (nil, nil),
            (Digest.ofToken(Who.plain.token), Who.plain.id), (Who.plain.token + " ", Who.plain.id),
            (Who.inactive.token, Who.inactive.id), (Who.plain.token, Who.plain.username),
        ] as [(String?, String?)] {
            #expect(try await caller(world, token, id) == nil, "\(token ?? "-") \(id ?? "-")")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `beyond the limit the oldest token goes, never the new one`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        for number in 1...6 {
            try await world.store.write { transaction in
                try transaction.addLoginToken(Digest.ofToken("t\(number)"), toUser: Who.plain.id, limit: 3)
            }
            try await world.run("UPDATE login_tokens SET created_at = created_at - 10 WHERE user_id = 'id-plain'")
        }
        for number in 1...6 {
            let isValid = try await caller(world, "t\(number)", Who.plain.id) != nil
            #expect(isValid == (number > 3), "token \(number)")
        }
        #expect(try await caller(world, Who.plain.token, Who.plain.id) == nil)
        #expect(try await caller(world, Who.admin.token, Who.admin.id) != nil)
    }

    @Test(arguments: TestEngine.allCases)
    func `logging out removes the presented token alone`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        _ = try await world.store.addToken("second", toUser: "plain", by: world.admin)
        try await world.store.logOut(world.caller(.plain))
        #expect(try await caller(world, Who.plain.token, Who.plain.id) == nil)
        #expect(try await caller(world, "second", Who.plain.id) != nil)
    }

    @Test(arguments: TestEngine.allCases)
    func `a new password and a deactivation end every token`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await world.run("UPDATE login_tokens SET type = 'personal', name = 'script' WHERE user_id = 'id-plain'")
        _ = try await world.store.addToken("second", toUser: "plain", by: world.admin)
        try await world.store.setPassword("hash", ofUser: "plain", by: world.admin)
        #expect(try await world.number("SELECT count(*) FROM login_tokens WHERE user_id = 'id-plain'") == 0)
        _ = try await world.store.setActiveStatus(false, user: Who.agent.id, by: world.admin)
        _ = try await world.store.setActiveStatus(true, user: Who.agent.id, by: world.admin)
        #expect(try await caller(world, Who.agent.token, Who.agent.id) == nil)
        #expect(try await caller(world, Who.admin.token, Who.admin.id) != nil)
    }

    @Test(arguments: TestEngine.allCases, ["a new password", "a deactivation", "a logout"])
    func `a session that ended while it asked makes no token that outlives it`(
        _ engine: TestEngine, _ end: String
    ) async throws {
        let world = try await World(engine)
        let known = world.caller(.plain)
        try await world.store.createPersonalAccessToken("old", named: "old", bypassesTwoFactor: false, for: known)
        switch end {
        case "a new password": try await world.store.setPassword("hash", ofUser: "plain", by: world.admin)
        case "a deactivation": _ = try await world.store.setActiveStatus(false, user: known.id, by: world.admin)
        default: try await world.store.logOutUser(known.id, by: world.admin)
        }
        await #expect(throws: Failure.notLoggedIn) {
            try await world.store.createPersonalAccessToken("new", named: "new", bypassesTwoFactor: false, for: known)
        }
        await #expect(throws: Failure.notLoggedIn) {
            try await world.store.replacePersonalAccessToken("new", named: "old", for: known)
        }
        #expect(try await world.number("SELECT count(*) FROM login_tokens WHERE user_id = 'id-plain'") == 0)
    }

    @Test(.holds("1.7.30", "5.5.48"), arguments: TestEngine.allCases)
    func `login tokens expire as the setting says, personal ones never`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let day = 86_400_000
        let dated = { (id: String, days: Int) in
            try await world.run(
                "UPDATE login_tokens SET created_at = created_at - \(days * day) WHERE user_id = '\(id)'")
        }
        try await dated("id-plain", 91)
        try await dated("id-agent", 89)
        try await dated("id-manager", 500)
        try await world.run("UPDATE login_tokens SET type = 'personal' WHERE user_id = 'id-manager'")
        #expect(try await world.store.removeExpiredTokens() == 1)
        #expect(try await caller(world, Who.plain.token, Who.plain.id) == nil)
        #expect(try await caller(world, Who.agent.token, Who.agent.id) != nil)
        try await world.set("Accounts_LoginExpiration", 30)
        #expect(try await world.store.removeExpiredTokens() == 1)
        #expect(try await caller(world, Who.manager.token, Who.manager.id) != nil)
    }

    @Test(arguments: TestEngine.allCases)
    func `a session opens only with the password that was compared`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let candidate = try #require(try await world.store.loginCandidate(.username("PLAIN")))
        #expect(candidate.userID == Who.plain.id && candidate.mayLogIn)
        try await world.store.setPassword("another", ofUser: "plain", by: world.admin)
        #expect(try await world.store.logIn(candidate, token: "t", limit: 50) == nil)
        let fresh = try #require(try await world.store.loginCandidate(.email("PLAIN@example.com")))
        #expect(try await world.store.logIn(fresh, token: "t", limit: 50)?.id == Who.plain.id)
        _ = try await world.store.setActiveStatus(false, user: Who.plain.id, by: world.admin)
        #expect(try await world.store.logIn(fresh, token: "u", limit: 50) == nil)
        #expect(try await world.store.userResuming("t") == nil)
        #expect(try await world.store.loginCandidate(.id("none")) == nil)
    }
}
