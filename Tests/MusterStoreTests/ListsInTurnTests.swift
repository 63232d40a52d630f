import Dispatch
import MusterModel
@testable import MusterStore
import MusterTestWorld
import Synchronization
import Testing

/// Lists that are read some rows at a time (D98).
@Suite("A list read in turn is the list of one moment, and never held as a whole")
struct ListsInTurnTests {
    private struct Enough: Error {}

    /// What came in turn.
    private final class Taken<Element: Sendable>: Sendable {
        let batches = Mutex<[[Element]]>([])
        var rows: [Element] { batches.withLock { $0.flatMap { $0 } } }
        var counts: [Int] { batches.withLock { $0.map(\.count) } }

        func take(_ rows: [Element]) { batches.withLock { $0.append(rows) } }
    }

    private static func world(_ engine: TestEngine) async throws -> World {
        let world = try await World(engine)
        try await world.run(
            """
            INSERT INTO departments (id, name, name_folded, enabled, fields, created_at, updated_at)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 995)
            SELECT 'd' || i, 'Name ' || i, 'name ' || i, 1, '{"name":"Name ' || i || '"}', i, i FROM n
            """)
        return world
    }

    private static let all = DepartmentQuery()
    static let orders: [[Page.SortKey]?] = [
        nil, [.init(field: "name", ascending: false)], [.init(field: "_updatedAt", ascending: false)],
        [.init(field: "numAgents", ascending: true), .init(field: "description", ascending: true)],
    ]

    @Test(arguments: TestEngine.allCases)
    func `it has the rows of the whole list in their order, some hundred at a time`(_ engine: TestEngine) async throws {
        let world = try await Self.world(engine)
        for (index, order) in Self.orders.enumerated() {
            for offset in [0, 3, 899, 5000] {
                let page = Page(offset: offset, count: nil, sort: order)
                let whole = try await world.store.departments(Self.all, page, for: world.admin)
                let taken = Taken<Department>()
                let list = try await world.store.departments(
                    Self.all, page, for: world.admin, .inTurn { taken.take($0) })
                #expect(taken.rows.map(\.id) == whole.rows.map(\.id), "order \(index) from \(offset)")
                #expect(list.total == whole.total && list.rows.isEmpty)
                #expect(taken.counts.allSatisfy { 0 < $0 && $0 <= Limits.streamedBatch })
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `users come with their addresses and roles`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let whole = try await world.store.users(.all)
        let taken = Taken<User>()
        _ = try await world.store.users(.all, .inTurn { taken.take($0) })
        #expect(taken.rows.map(\.roles) == whole.rows.map(\.roles))
        #expect(taken.rows.map { $0.emails.map(\.address) } == whole.rows.map { $0.emails.map(\.address) })
    }

    @Test(arguments: TestEngine.allCases)
    func `large rows come a few at a time`(_ engine: TestEngine) async throws {
        let world = try await Self.world(engine)
        let text = String(repeating: "x", count: 50_000)
        try await world.run("DELETE FROM departments WHERE updated_at > 150 AND id NOT LIKE 'dep%'")
        try await world.run("UPDATE departments SET fields = '{\"name\":\"x\",\"description\":\"\(text)\"}'")
        let taken = Taken<Int>()
        _ = try await world.store.departments(
            Self.all, .all, for: world.admin, .inTurn { rows in taken.take(rows.map { $0.fields.count }) })
        // The first batch of a server is as it comes.
        #expect(taken.counts.dropFirst().allSatisfy { $0 <= Limits.streamedHeavyBatch })
        #expect(taken.rows.count == 154)
    }

    @Test(arguments: TestEngine.allCases)
    func `what others change meanwhile is not in it`(_ engine: TestEngine) async throws {
        let world = try await Self.world(engine)
        let before = try await world.store.departments(Self.all, .all, for: world.admin)
        let taken = Taken<Department>()
        let (begins, went) = AsyncStream<Void>.makeStream()
        let othersAreDone = DispatchSemaphore(value: 0)
        async let list = world.store.departments(
            Self.all, .all, for: world.admin,
            .inTurn { rows in
                if taken.counts.isEmpty {
                    went.yield()
                    othersAreDone.wait()
                }
                taken.take(rows)
            })
        for await _ in begins { break }
        let change = await Task {
            try await world.run("DELETE FROM departments WHERE id LIKE 'd%0'")
            try await world.run("UPDATE departments SET name = 'Renamed' WHERE id LIKE 'd%1'")
        }.result
        othersAreDone.signal()
        try change.get()
        let total = try await list.total
        #expect(taken.rows.map(\.name) == before.rows.map(\.name))
        #expect(total == before.total)
    }

    @Test(arguments: TestEngine.allCases)
    func `who takes no more ends the reading, and it did not begin again`(_ engine: TestEngine) async throws {
        let world = try await Self.world(engine)
        let taken = Taken<Department>()
        // More often than there are connections.
        for round in 1...20 {
            await #expect(throws: Enough.self) {
                try await world.store.departments(
                    Self.all, .all, for: world.admin,
                    .inTurn { rows in
                        taken.take(rows)
                        throw Enough()
                    })
            }
            #expect(taken.counts.count == round)
        }
        #expect(try await world.store.departments(Self.all, .all, for: world.admin).rows.count == 999)
    }

    @Test(arguments: TestEngine.allCases)
    func `a list of more rows than asked for at once is not read`(_ engine: TestEngine) async throws {
        let world = try await Self.world(engine)
        func count(_ page: Page, upTo rowsMax: Int) async throws -> Int {
            try await world.store.departments(Self.all, page, for: world.admin, .whole(upTo: rowsMax)).rows.count
        }
        #expect(try await count(.all, upTo: 999) == 999)
        await #expect(throws: LongList.self) { try await count(.all, upTo: 998) }
        #expect(try await count(Page(offset: 1, count: nil), upTo: 998) == 998)
        #expect(try await count(Page(offset: 0, count: 500), upTo: 10) == 500)
    }

    @Test func `a file holds no more than ids for it, and nothing in the order of an index`() async throws {
        let world = try await Self.world(.sqlite)
        let cases: [(order: [Page.SortKey]?, sortsIDs: Bool)] = [
            (nil, false), (Self.orders[1], false), (Self.orders[2], true),
        ]
        for (order, sortsIDs) in cases {
            let plan = try await world.store.read { transaction -> [String] in
                let recording = RecordingTransaction(base: transaction)
                let page = Page(offset: 0, count: nil, sort: order)
                _ = try recording.departments(Filter(), page, .inTurn { _ in })
                return try #require(recording.plans("sqlite").last).steps
            }
            let sorts = plan.filter { $0.contains("TEMP B-TREE FOR ORDER BY") }
            #expect(sorts.count == (sortsIDs ? 1 : 0), "\(plan)")
            #expect(plan.contains { $0.hasPrefix("CO-ROUTINE") }, "\(plan)")
        }
    }
}
