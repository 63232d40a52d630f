import Facts
import MusterModel
@testable import MusterStore
import MusterTestWorld
import Testing

/// What exists from the first start (contract 7, D18), and what later starts leave alone.
@Suite("A workspace begins as the contract says and keeps what its administrator changed", .holds("7"))
struct WorkspaceTests {
    @Test(.holds("7.1.6", "D16.3"), arguments: TestEngine.allCases)
    func `roles and permissions are exactly the model's`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let (roles, permissions, held) = try await world.store.read { transaction in
            (
                try transaction.rows("SELECT id, name, scope, description, mandatory_2fa, protected FROM roles", []),
                try transaction.rows("SELECT id FROM permissions", []).map { $0.text(0) },
                try transaction.rows("SELECT permission_id, role_id FROM permission_roles", [])
            )
        }
        let stored = Set(roles.map { [$0.text(0), $0.text(1), $0.text(2), $0.text(3)] })
        #expect(stored == Set(Role.defaults.map { [$0.id, $0.name, $0.scope, $0.description] }))
        #expect(roles.allSatisfy { !$0.bool(4) && $0.bool(5) })
        #expect(permissions.sorted() == DefaultPermissions.all.map(\.permission).sorted())
        let wanted = DefaultPermissions.all.flatMap { row in row.roles.map { [row.permission, $0] } }
        #expect(held.count == wanted.count)
        #expect(Set(held.map { [$0.text(0), $0.text(1)] }) == Set(wanted))
    }

    @Test(arguments: TestEngine.allCases)
    func `a second start changes nothing`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let before = try await world.contents()
        try await world.store.prepareWorkspace()
        #expect(try await world.contents() == before)
    }

    @Test(.holds("7.1.8"), arguments: TestEngine.allCases)
    func `an administrator's roles of a permission survive a start`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await world.revoke("create-user", from: "admin")
        try await world.grant("manage-livechat-units", to: "user")
        try await world.run("DELETE FROM permission_roles WHERE permission_id = 'delete-user'")
        let before = try await world.contents()
        try await world.store.prepareWorkspace()
        #expect(try await world.contents() == before)
    }

    @Test(.holds("7.1.7"), arguments: TestEngine.allCases)
    func `a permission that is new comes with its default roles`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await world.run("DELETE FROM permissions WHERE id = 'view-l-room'")
        try await world.store.prepareWorkspace()
        let roles = try await world.texts(
            "SELECT role_id FROM permission_roles WHERE permission_id = 'view-l-room' ORDER BY role_id")
        #expect(roles == ["admin", "livechat-agent", "livechat-manager", "livechat-monitor"])
    }

    @Test(.holds("7.2.2", "7.2.3"), arguments: TestEngine.allCases)
    func `a start writes default names, scopes and descriptions again, and no others`(_ engine: TestEngine) async throws
    {
        let world = try await World(engine)
        try await world.run(
            "UPDATE roles SET description = 'mine', scope = 'Subscriptions', protected = 0, mandatory_2fa = 1")
        try await world.run("UPDATE roles SET name = 'Chief' WHERE id = 'admin'")
        try await world.store.prepareWorkspace()
        let roles = try await world.store.read { transaction in
            try transaction.rows("SELECT id, name, scope, description, mandatory_2fa, protected FROM roles", [])
        }
        for row in roles {
            let standard = try #require(Role.defaults.first { $0.id == row.text(0) })
            #expect(row.text(1) == standard.name)
            #expect(row.text(2) == standard.scope)
            #expect(row.text(3) == (standard.description.isEmpty ? "mine" : standard.description))
            #expect(row.bool(4) && row.bool(5))
        }
        #expect(roles.count == Role.defaults.count)
    }

    @Test(arguments: TestEngine.allCases)
    func `rocket_cat is a bot and GENERAL a channel, also after they were renamed`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let cat = try #require(try await world.store.user(.id("rocket.cat")))
        #expect(cat.username == "rocket.cat" && cat.type == "bot" && cat.roles == ["bot"] && !cat.hasPassword)
        #expect(try await world.texts("SELECT name FROM rooms WHERE id = 'GENERAL' AND type = 'c'") == ["general"])
        try await world.run("UPDATE users SET username = 'tom', username_folded = 'tom' WHERE id = 'rocket.cat'")
        try await world.run("UPDATE rooms SET name = 'lobby'")
        try await world.store.prepareWorkspace()
        #expect(try await world.store.user(.id("rocket.cat"))?.username == "tom")
        #expect(try await world.texts("SELECT name FROM rooms") == ["lobby"])
    }

    @Test(.keepsAway("Muster 11.6"), arguments: TestEngine.allCases)
    func `who was shut out by an older program is offline from the next start on`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await world.run("UPDATE users SET active = 0, status = 'online' WHERE id IN ('id-agent', 'id-plain')")
        try await world.store.prepareWorkspace()
        try await world.store.prepareWorkspace()
        for who in [Who.agent, .plain] {
            let user = try await world.store.user(.id(who.id))
            #expect(user?.status == "offline")
            #expect(user?.statusLivechat == (who == .agent ? "not-available" : nil))
        }
        #expect(try await world.events().map(\.kind) == ["user.status-changed", "user.status-changed"])
    }

    @Test(.keepsAway("Muster 11.16"), arguments: TestEngine.allCases)
    func `the first admin is made only while nobody is admin`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        var admin = NewUser(username: "first", name: "First")
        admin.roles = ["livechat-agent"]
        #expect(try await world.store.hasAdmin())
        #expect(try await !world.store.makeAdmin(admin))
        #expect(try await world.store.user(.username("first")) == nil)
        try await world.run("DELETE FROM user_roles WHERE role_id = 'admin'")
        #expect(try await !world.store.hasAdmin())
        #expect(try await world.store.makeAdmin(admin))
        #expect(try await world.store.user(.username("first"))?.roles == ["admin"])
        #expect(try await !world.store.makeAdmin(NewUser(username: "second", name: "Second")))
    }

    @Test(arguments: TestEngine.allCases)
    func `without any admin the oldest active person becomes one`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        #expect(try await world.store.promoteOldestUser() == nil)
        try await world.run("DELETE FROM user_roles WHERE role_id = 'admin'")
        // A bot, and somebody who is shut out, are older still.
        try await world.run("UPDATE users SET created_at = created_at + 1000")
        try await world.run("UPDATE users SET created_at = 1 WHERE id IN ('rocket.cat', 'id-inactive')")
        try await world.run("UPDATE users SET created_at = 2 WHERE id = 'id-plain'")
        #expect(try await world.store.promoteOldestUser() == "plain")
        #expect(try await world.store.user(.username("plain"))?.roles == ["user", "admin"])
    }

    @Test(.keepsAway("Muster 11.16"), arguments: TestEngine.allCases)
    func `the admin of TEST_MODE is made anew, without what they had`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let id = "rocketchat.internal.admin.test"
        try await world.store.remakeTestAdmin(passwordHash: "first")
        _ = try await world.store.addToken("secret", toUser: id, by: world.admin)
        _ = try await world.store.createMonitor(id, by: world.admin)
        _ = try await world.store.createUnit(NewUnit(named: "x", monitors: [id]), by: world.admin)
        try await world.store.remakeTestAdmin(passwordHash: "second")
        let admin = try #require(try await world.store.user(.id(id)))
        #expect(admin.username == id && admin.name == "RocketChat Internal Admin Test")
        #expect(admin.emails == [.init(address: "\(id)@rocket.chat", verified: false)])
        #expect(admin.roles == ["admin"] && admin.active)
        #expect(try await world.number("SELECT count(*) FROM login_tokens WHERE user_id = $1", id) == 0)
        #expect(try await world.number("SELECT count(*) FROM unit_monitors WHERE user_id = $1", id) == 0)
        #expect(try await world.texts("SELECT password_hash FROM users WHERE id = $1", id) == ["second"])
    }

    @Test(arguments: TestEngine.allCases)
    func `the demo is made once and never among other people`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        await #expect(throws: Failure.self) { try await world.store.makeDemo(passwordHash: "x") }
        let place = try await TestDatabase.make(engine)
        defer { place.remove() }
        let store = try await Store.open(place.name)
        defer { try? store.close() }
        try await store.prepareWorkspace()
        #expect(try await store.makeDemo(passwordHash: "x"))
        let before = try await World.contents(of: store)
        #expect(try await !store.makeDemo(passwordHash: "y"))
        #expect(try await World.contents(of: store) == before)
        #expect(try await store.examine().faults == [])
    }
}
