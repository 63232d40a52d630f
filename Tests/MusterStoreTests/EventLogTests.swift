import Facts
import MusterModel
@testable import MusterStore
import MusterTestWorld
import Testing

/// Every change is in the event log: what, who, in which request, before and after.
@Suite("The event log tells every change and no secret")
struct EventLogTests {
    private static let dep: JSONObject = [
        "name": "Sales", "email": "d@example.com", "enabled": true, "showOnRegistration": true,
        "showOnOfflineForm": true,
    ]

    private static func department(_ more: JSONObject = [:]) -> JSON {
        ["department": .object(dep.merging(more)), "agents": [:]]
    }

    /// What the log says of a department that left a unit or came to it.
    private static func move(_ id: String, outOf unit: String) -> Event {
        Event(
            "unit.departments-changed", unit, before: ["departments": .object([id: true])],
            after: ["departments": [:]])
    }

    private static func move(_ id: String, into unit: String) -> Event {
        Event(
            "unit.departments-changed", unit, before: ["departments": [:]],
            after: ["departments": .object([id: true])])
    }

    @Test(arguments: TestEngine.allCases)
    func `a unit's life is told with all its members`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let new = try NewUnit(
            named: "New", visibility: "private", monitors: [Who.monitorB.id, Who.plain.id, Who.monitorA.id, "ghost"],
            departments: ["dep-4", "dep-1", "ghost", "dep-1"])
        let unit = try await world.store.createUnit(new, by: world.admin)
        _ = try await world.store.updateUnit(unit.id, NewUnit(named: "Newer"), by: world.admin)
        try await world.store.deleteUnit(unit.id, by: world.admin)
        let created: JSON = [
            "name": "New", "visibility": "private", "monitors": ["id-monitorA": true, "id-monitorB": true],
            "departments": ["dep-1": true, "dep-4": true],
        ]
        let updated: JSON = ["name": "Newer", "visibility": "public", "monitors": [:], "departments": [:]]
        #expect(
            try await world.events() == [
                // What another unit loses is told of that unit.
                Self.move("dep-1", outOf: "unit-a"),
                Event("unit.created", unit.id, after: created),
                Event("unit.updated", unit.id, before: created, after: updated),
                Event("unit.deleted", unit.id, before: updated),
            ])
    }

    @Test(arguments: TestEngine.allCases)
    func `a department's life is told, and what units gain and lose by it`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let saved = try await world.store.saveDepartment(
            DepartmentChange(named: "Sales", unit: .attach(to: "unit-b")), by: world.admin)
        let id = saved.now.id
        _ = try await world.store.saveDepartment(
            DepartmentChange(id: id, named: "Sales", more: ["custom": "x"], unit: .detach), by: world.admin)
        try await world.store.deleteDepartment(id, by: world.admin)
        let changes = try await world.events()
        #expect(
            changes == [
                Self.move(id, into: "unit-b"),
                Event("department.created", id, after: Self.department()),
                Self.move(id, outOf: "unit-b"),
                Event(
                    "department.updated", id, before: ["department": [:]], after: ["department": ["custom": "x"]]),
                Event("department.deleted", id, before: Self.department(["custom": "x"])),
            ])
    }

    @Test(arguments: TestEngine.allCases)
    func `a department that goes is told of those that forwarded to it`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        _ = try await world.store.saveDepartment(
            DepartmentChange(
                id: "dep-2", named: "Support",
                more: ["fallbackForwardDepartment": "dep-4", "departmentsAllowedToForward": ["dep-1", "dep-4"]]),
            by: world.admin)
        let before = try await world.events().count
        try await world.store.deleteDepartment("dep-4", by: world.admin)
        let events = try await world.events().dropFirst(before)
        #expect(events.map(\.kind) == ["department.updated", "department.deleted"])
        #expect(events.first?.subjectID == "dep-2")
        #expect(
            events.first?.before == [
                "department": [
                    "fallbackForwardDepartment": "dep-4", "departmentsAllowedToForward": ["dep-1", "dep-4"],
                ]
            ])
        #expect(events.first?.after == ["department": ["departmentsAllowedToForward": ["dep-1"]]])
    }

    @Test(arguments: TestEngine.allCases)
    func `a user's life is told`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        var new = NewUser(username: "ada", name: "Ada")
        new.email = "ada@example.com"
        new.passwordHash = "hash"
        let user = try await world.store.createUser(new, by: world.admin)
        _ = try await world.store.createMonitor("ada", by: world.admin)
        _ = try await world.store.createMonitor("ada", by: world.admin)
        let unit = try await world.store.createUnit(NewUnit(named: "x", monitors: [user.id]), by: world.admin)
        _ = try await world.store.setActiveStatus(false, user: user.id, by: world.admin)
        try await world.store.setPassword("other", ofUser: "ada", by: world.admin)
        try await world.store.deleteMonitor("ada", by: world.admin)
        try await world.store.deleteUser(.username("ada"), by: world.admin)
        func image(_ active: Bool) -> JSONObject {
            [
                "username": "ada", "name": "Ada", "type": "user", "active": .bool(active), "roles": ["user"],
                "emails": [["address": "ada@example.com", "verified": false]], "status": "offline",
                "statusDefault": "offline",
            ]
        }
        let monitor: JSON = ["roles": ["user", "livechat-monitor"]]
        let mine = try await world.events().filter { $0.subjectID == user.id }
        #expect(
            mine == [
                Event("user.created", user.id, after: .object(image(true))),
                Event("user.roles-changed", user.id, before: ["roles": ["user"]], after: monitor),
                Event("user.active-changed", user.id, before: ["active": true], after: ["active": false]),
                Event("user.password-changed", user.id),
                Event("user.roles-changed", user.id, before: monitor, after: ["roles": ["user"]]),
                Event("user.deleted", user.id, before: .object(image(false))),
            ])
        #expect(
            try await world.events().filter { $0.subjectID == unit.id }.dropFirst() == [
                Event(
                    "unit.monitors-changed", unit.id, before: ["monitors": .object([user.id: true])],
                    after: ["monitors": [:]])
            ])
    }

    @Test(.keepsAway("RC#35860"), arguments: TestEngine.allCases)
    func `each event names its actor, its request and its time, and has its number`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let before = world.eventsBefore
        let start = Timestamp.now()
        for who in [Who.admin, .manager] {
            for _ in 0..<3 { _ = try await world.store.createUnit(NewUnit(named: "x"), by: world.caller(who)) }
        }
        let end = Timestamp.now()
        let rows = try await world.store.read { transaction in
            try transaction.rows(
                "SELECT sequence, actor_id, request_id, at FROM events WHERE sequence > $1 ORDER BY sequence",
                [.int(before)])
        }
        #expect(
            rows.map { $0.text(1) } == Array(repeating: "id-admin", count: 3) + Array(repeating: "id-manager", count: 3)
        )
        #expect(rows.allSatisfy { $0.text(2) == "test" })
        #expect(rows.allSatisfy { start <= $0.time(3) && $0.time(3) <= end })
        let numbers = rows.map { $0.int(0) }
        #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 })
        #expect(numbers == Array(before + 1...before + 6) || engine == .postgres)
    }

    @Test(arguments: TestEngine.allCases)
    func `no event has a password, a token or a digest of one, and no table has them in plain`(_ engine: TestEngine)
        async throws
    {
        let world = try await World(engine)
        let before = try await world.contents().count { $0.hasPrefix("events") }
        let password = "a very secret password"
        let hash = try PasswordHash.make(ofDigest: Digest.hex(password))
        let tokens = [Identifier.newToken(), Identifier.newToken()]
        var new = NewUser(username: "ada", name: "Ada")
        new.email = "ada@example.com"
        new.passwordHash = hash
        _ = try await world.store.createUser(new, by: world.admin)
        let candidate = try #require(try await world.store.loginCandidate(.username("ada")))
        #expect(try await world.store.logIn(candidate, token: tokens[0], limit: 50) != nil)
        _ = try await world.store.addToken(tokens[1], toUser: "ada", by: world.admin)
        let kept = try await world.contents().joined()
        #expect(kept.contains(hash) && tokens.allSatisfy { kept.contains(Digest.ofToken($0)) })
        try await world.store.setPassword(hash, ofUser: "ada", by: world.admin)
        try await world.store.deleteUser(.username("ada"), by: world.admin)

        for secret in tokens + [password, Digest.hex(password)] { #expect(!kept.contains(secret)) }
        let events = try await world.contents().filter { $0.hasPrefix("events") }
        #expect(events.count == before + 4)
        for secret in tokens + tokens.map(Digest.ofToken) + [password, Digest.hex(password), hash] {
            #expect(!events.joined().contains(secret))
        }
    }
}
