import MusterModel
@testable import MusterStore
import MusterTestWorld
import Synchronization
import Testing

/// Reading on from a place in the event log while others write (docs/decisions/0009).
@Suite("Who follows the event log misses nothing and gets nothing twice")
struct EventCursorTests {
    private static let insert = "INSERT INTO events (at, actor_id, request_id, kind, subject_id) VALUES (1, 'x', 'x', "

    private func follow(
        _ store: Store, from start: EventCursor, until isDone: @escaping @Sendable () -> Bool
    ) async throws -> [LoggedEvent] {
        var (found, cursor): ([LoggedEvent], EventCursor) = ([], start)
        while true {
            let isLast = isDone()
            let page = try await store.events(after: cursor, limit: 7)
            found += page.events
            cursor = page.cursor
            if isLast, page.events.isEmpty { return found }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `while many write every event comes once, in the order of the log`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let start = try await world.store.newestCursor()
        let isDone = Mutex(false)
        async let followed = follow(world.store, from: start) { isDone.withLock { $0 } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask {
                    let unit = try NewUnit(named: "\(number)", departments: ["dep-\(1 + number % 4)"])
                    _ = try await world.store.createUnit(unit, by: world.admin)
                }
            }
            try await group.waitForAll()
        }
        isDone.withLock { $0 = true }
        let found = try await followed
        let all = try await world.store.read { try $0.events(after: start.sequence, limit: 10_000) }
        #expect(all.count >= 60)
        #expect(found.map(\.cursor) == all.map(\.cursor))
        #expect(found.map(\.event) == all.map(\.event))
    }

    @Test(arguments: TestEngine.allCases)
    func `pages go on where the last one ended`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let all = try await world.store.events(after: .beginning, limit: 10_000)
        #expect(all.events.count > 10)
        #expect(all.cursor == all.events.last?.cursor)
        var (found, cursor): ([EventCursor], EventCursor) = ([], .beginning)
        while true {
            // As a client keeps it.
            let page = try await world.store.events(after: EventCursor(cursor.text), limit: 3)
            guard !page.events.isEmpty else { break }
            #expect(page.events.count <= 3)
            found += page.events.map(\.cursor)
            cursor = page.cursor
        }
        #expect(found == all.events.map(\.cursor))
        #expect(try await world.store.newestCursor() == cursor)
        #expect(try await world.store.events(after: cursor, limit: 3).cursor == cursor)
    }

    @Test(arguments: TestEngine.allCases)
    func `a place in another log, or in a later state of this one, is refused`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let newest = try await world.store.newestCursor()
        let later = Timestamp(milliseconds: newest.at.milliseconds + 1)
        for cursor in [
            EventCursor(sequence: newest.sequence, at: later), EventCursor(sequence: newest.sequence + 1, at: later),
            EventCursor(sequence: .max, at: later), EventCursor(sequence: 0, at: later),
        ] {
            await #expect(throws: Failure.unknownEventCursor) { try await world.store.events(after: cursor, limit: 1) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an empty log begins at its beginning`(_ engine: TestEngine) async throws {
        let place = try await TestDatabase.make(engine)
        defer { place.remove() }
        let store = try await Store.open(place.name)
        #expect(try await store.newestCursor() == .beginning)
        #expect(try await store.events(after: .beginning, limit: 9).cursor == .beginning)
        try store.close()
    }

    @Test func `of two that overlap the later number waits for the earlier, and both come once`() async throws {
        let world = try await World(.postgres)
        let start = try await world.store.newestCursor()
        let target = try #require(PostgresTarget(world.database))
        let (early, late) = (try PostgresConnection(target), try PostgresConnection(target))
        for connection in [early, late] { try connection.command("BEGIN ISOLATION LEVEL SERIALIZABLE") }
        try early.command(Self.insert + "'early', '1')")
        for number in 2...3 { try late.command(Self.insert + "'late', '\(number)')") }
        try late.command("COMMIT")
        #expect(try await world.events().map(\.kind) == ["late", "late"], "they are there")
        var page = try await world.store.events(after: start, limit: 10)
        #expect(page.events.isEmpty && page.cursor == start)
        #expect(try await world.store.newestCursor() == start)
        try early.command(Self.insert + "'early', '4')")
        try early.command("COMMIT")
        page = try await world.store.events(after: page.cursor, limit: 10)
        #expect(page.events.map(\.event.subjectID) == ["1", "2", "3", "4"])
        #expect(try await world.store.events(after: page.cursor, limit: 10).events.isEmpty)
        #expect(try await world.store.newestCursor() == page.cursor)
    }

    @Test func `a transaction that is given up leaves a gap and holds nobody up`() async throws {
        let world = try await World(.postgres)
        let start = try await world.store.newestCursor()
        let connection = try PostgresConnection(try #require(PostgresTarget(world.database)))
        try connection.command("BEGIN")
        try connection.command(Self.insert + "'never', '0')")
        try await world.run(Self.insert + "'done', '1')")
        #expect(try await world.store.events(after: start, limit: 10).events.isEmpty)
        try connection.command("ROLLBACK")
        let page = try await world.store.events(after: start, limit: 10)
        #expect(page.events.map(\.event.kind) == ["done"])
        #expect(page.cursor.sequence >= start.sequence + 2)
    }

    @Test func `a transaction of many events announces them once`() async throws {
        let world = try await World(.postgres)
        for _ in 0..<2 {
            let locks = try await world.store.write { transaction in
                for number in 0..<50 { try transaction.append(Event("unit.created", "\(number)"), by: world.admin) }
                return try transaction.number(
                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
            }
            #expect(locks == 1)
        }
    }
}
