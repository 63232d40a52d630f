import MusterModel
@testable import MusterStore
import MusterTestWorld
import Testing

/// What the file engine must have switched on for the promises of the store.
@Suite("The file engine is durable, strict and keeps its references")
struct SQLiteTests {
    @Test(arguments: [
        ("synchronous", "2"), ("journal_mode", "wal"), ("foreign_keys", "1"), ("temp_store", "2"),
        ("locking_mode", "normal"),
        ("ignore_check_constraints", "0"), ("defer_foreign_keys", "0"), ("recursive_triggers", "0"),
    ])
    func `the writing connection has it`(_ pragma: String, _ value: String) async throws {
        let world = try await World(.sqlite)
        // Twice, with a write between: nothing may turn it down after the start.
        for _ in 0..<2 {
            let found = try await world.store.write { transaction in
                try transaction.row("PRAGMA \(pragma)", []).map { row in row.textOrNil(0) ?? String(row.int(0)) }
            }
            #expect(found == value)
            try await world.set("x", 1)
        }
    }

    @Test func `every table is strict about types`() async throws {
        let world = try await World(.sqlite)
        let loose = try await world.texts(
            """
            SELECT name FROM pragma_table_list
            WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'
            """)
        #expect(loose == [])
        await #expect(throws: Conflict.self) {
            try await world.run("UPDATE units SET updated_at = 'now' WHERE id = 'unit-a'")
        }
    }

    @Test func `each reference has an index, so that deleting finds what hangs on it`() async throws {
        let world = try await World(.sqlite)
        let unindexed = try await world.store.read { transaction in
            try transaction.rows("SELECT name FROM sqlite_schema WHERE type = 'table'", []).map { $0.text(0) }.flatMap {
                table in
                let keys = try transaction.rows(
                    "SELECT id, \"from\" FROM pragma_foreign_key_list($1) ORDER BY id, seq",
                    [
                        .text(table)
                    ])
                let references = Dictionary(grouping: keys) { $0.int(0) }.values.map { $0.map { $0.text(1) } }
                let indexes = try transaction.rows("SELECT name FROM pragma_index_list($1)", [.text(table)]).map {
                    index in
                    try transaction.rows(
                        "SELECT name FROM pragma_index_info($1) ORDER BY seqno", [.text(index.text(0))]
                    )
                    .map { $0.text(0) }
                }
                return references.filter { columns in
                    !indexes.contains { Set($0.prefix(columns.count)) == Set(columns) }
                }
                .map { "\(table) \($0)" }
            }
        }
        #expect(unindexed == [])
    }

    @Test func `a reader never writes`() async throws {
        let world = try await World(.sqlite)
        let before = try await world.contents()
        await #expect(throws: Failure.self) { try await world.store.read { try $0.deleteUnit("unit-a") } }
        #expect(try await world.contents() == before)
    }

    @Test func `a second connection that holds the file makes a write wait, not fail`() async throws {
        let world = try await World(.sqlite)
        let other = try await Store.open(world.database)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                let store = number % 2 == 0 ? world.store : other
                group.addTask { try await store.write { try $0.saveSetting("n\(number)", true) } }
            }
            try await group.waitForAll()
        }
        #expect(try await world.number("SELECT count(*) FROM settings") == 40)
        try other.close()
    }
}
