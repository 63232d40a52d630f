import MusterModel
@testable import MusterStore
import MusterTestWorld
import Synchronization
import Testing

/// `muster copy`: from each engine to each.
@Suite("A copy is everything or nothing")
struct CopyTests {
    static let ways = TestEngine.allCases.flatMap { from in TestEngine.allCases.map { (from, $0) } }

    @Test(arguments: ways)
    func `every row arrives as it was, there and back`(_ from: TestEngine, _ to: TestEngine) async throws {
        let world = try await CopyTests.source(from)
        let there = try await EmptyStore(to)
        let tables = try await world.store.copy(to: there.store) { _, _, _ in }
        #expect(tables.map(\.table) == CopiedTable.all.map(\.name))
        #expect(tables.allSatisfy { $0.sourceDigest == $0.targetDigest && $0.source == $0.target })
        #expect(tables.first { $0.table == "users" }?.source == 1200 + Who.people.count + 1)
        let contents = try await world.contents().filter { !$0.hasPrefix("schema_migrations") }
        #expect(try await World.contents(of: there.store).filter { !$0.hasPrefix("schema_migrations") } == contents)

        let back = try await EmptyStore(from)
        let again = try await there.store.copy(to: back.store) { _, _, _ in }
        #expect(again.map(\.targetDigest) == tables.map(\.sourceDigest))
        #expect(try await back.store.examine().faults == [], "gaps that came along are no lost events")
        for store in [there.store, back.store] {
            let newest = try await world.number("SELECT max(sequence) FROM events")
            _ = try await store.createUnit(try NewUnit(named: "next"), by: world.admin)
            #expect(try await store.read { try $0.number("SELECT max(sequence) FROM events") } == newest + 1)
        }
    }

    @Test(arguments: ways)
    func `a place in the event log is the same place in a copy of it`(_ from: TestEngine, _ to: TestEngine) async throws
    {
        let world = try await World.healthy(from)
        let there = try await EmptyStore(to)
        _ = try await world.store.copy(to: there.store) { _, _, _ in }
        let begun = try await world.store.events(after: .beginning, limit: 10)
        let rest = try await world.store.events(after: begun.cursor, limit: 10_000)
        #expect(!rest.events.isEmpty)
        let restThere = try await there.store.events(after: begun.cursor, limit: 10_000)
        #expect(restThere.events.map(\.cursor) == rest.events.map(\.cursor))
        #expect(restThere.events.map(\.event) == rest.events.map(\.event))
        #expect(try await world.store.newestCursor() == rest.cursor)
        #expect(try await there.store.newestCursor() == rest.cursor)
    }

    @Test(arguments: ways)
    func `a target with a single row is refused and left alone`(_ from: TestEngine, _ to: TestEngine) async throws {
        let world = try await World(from)
        for table in ["roles", "rooms", "events"] {
            let there = try await EmptyStore(to)
            try await there.store.write { transaction in
                switch table {
                case "roles": try transaction.run("INSERT INTO roles VALUES ('x', 'x', 'Users', 'x', 0, 0, 0)", [])
                case "rooms": try transaction.makeRoom("x", name: "x", type: "c")
                default: try transaction.append(Event("unit.created", "x"), by: .system("x"))
                }
            }
            let before = try await World.contents(of: there.store)
            let failure = await #expect(throws: Failure.self) {
                try await world.store.copy(to: there.store) { _, _, _ in }
            }
            #expect(failure?.text == "The target is not empty: its table \(table) has rows; nothing was copied")
            #expect(try await World.contents(of: there.store) == before)
        }
    }

    @Test(arguments: ways)
    func `a copy that breaks off leaves the target empty, and the next one succeeds`(
        _ from: TestEngine, _ to: TestEngine
    ) async throws {
        let world = try await CopyTests.source(from)
        let there = try await EmptyStore(to)
        let before = try await World.contents(of: there.store)
        // The last table cannot take what comes after all others were filled.
        _ = try await there.store.write { try $0.run(to.refusalOfEvents, []) }
        await #expect(throws: (any Error).self) { try await world.store.copy(to: there.store) { _, _, _ in } }
        #expect(try await World.contents(of: there.store) == before)
        _ = try await there.store.write { try $0.run(to.admissionOfEvents, []) }
        _ = try await world.store.copy(to: there.store) { _, _, _ in }
        #expect(try await there.store.examine().faults == [])
    }

    @Test(arguments: ways)
    func `what is changed meanwhile is copied whole or not at all`(_ from: TestEngine, _ to: TestEngine) async throws {
        let world = try await CopyTests.source(from)
        let there = try await EmptyStore(to)
        let isDone = Mutex(false)
        async let writer: Void = {
            for number in 0... {
                if isDone.withLock({ $0 }) { return }
                let unit = try NewUnit(
                    named: "\(number)", monitors: [Who.monitorA.id], departments: ["dep-1", "dep-2"])
                _ = try await world.store.createUnit(unit, by: world.admin)
            }
        }()
        let tables = try await world.store.copy(to: there.store) { _, _, _ in }
        isDone.withLock { $0 = true }
        try await writer
        #expect(tables.allSatisfy { $0.sourceDigest == $0.targetDigest })
        #expect(try await there.store.examine().faults == [])
        let units = try await there.store.read { try $0.number("SELECT count(*) FROM units") }
        let created = try await there.store.read {
            try $0.number(
                "SELECT count(*) FROM events WHERE kind = 'unit.created' AND sequence > $1", [.int(world.eventsBefore)])
        }
        #expect(units == created)
    }

    @Test(arguments: TestEngine.allCases)
    func `every column of every table is copied`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let columns = try await world.texts(engine.columns)
        let copied = CopiedTable.all.flatMap { table in table.columns.map { "\(table.name).\($0)" } }
        // What each store has of its own.
        let own =
            ["number", "name", "applied_at"].map { "schema_migrations.\($0)" }
            + ["id", "revision"].map { "policy_revision.\($0)" }
        #expect(Set(columns) == Set(copied + own))
        #expect(columns.count == copied.count + own.count)
    }

    @Test(arguments: TestEngine.allCases)
    func `the meter goes up to all there is`(_ engine: TestEngine) async throws {
        let world = try await CopyTests.source(engine)
        let there = try await EmptyStore(engine)
        let seen = Mutex<[(done: Int, all: Int)]>([])
        let tables = try await world.store.copy(to: there.store) { done, all, _ in
            seen.withLock { $0.append((done, all)) }
        }
        let steps = seen.withLock { $0 }
        #expect(steps.map(\.done) == steps.map(\.done).sorted())
        #expect(steps.last?.done == steps.last?.all)
        #expect(steps.last?.done == tables.map(\.source).reduce(0, +) * 2, "written and read back")
    }

    /// A world with several pages of users, values that are easily spoiled, and a gap in the event log.
    private static func source(_ engine: TestEngine) async throws -> World {
        let world = try await World.healthy(engine)
        try await world.store.write { transaction in
            for number in 0..<1200 {
                var user = NewUser(username: "user\(number)", name: "U+0000 \u{0} \u{F8F0} é \(number) 'x' \\")
                user.id = "u\(number)"
                user.email = "user\(number)@example.org"
                _ = try transaction.makeUser(user, by: .system("test"))
            }
            try transaction.savePasswordReset("digest", address: "user1@example.org", ofUser: "u1")
            _ = try transaction.saveSetting("Accounts_TwoFactorAuthentication_Enabled", false)
        }
        for number in 0..<20 {
            let file = Array("GIF89a".utf8) + (0..<5000).map { UInt8(truncatingIfNeeded: $0 * number) }
            try await world.store.setAvatar(Avatar(file: file), of: .id("u\(number)"), by: world.admin)
        }
        try await world.run("DELETE FROM events WHERE kind = 'user.created' AND sequence % 400 < 3")
        return world
    }
}

/// A store with a schema and no row.
private final class EmptyStore: Sendable {
    let store: Store
    private let place: TestDatabase

    init(_ engine: TestEngine) async throws {
        place = try await TestDatabase.make(engine)
        store = try await Store.open(place.name)
    }

    deinit {
        try? store.close()
        place.remove()
    }
}
