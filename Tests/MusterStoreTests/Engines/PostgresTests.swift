import Foundation
import MusterModel
@testable import MusterStore
import MusterTestWorld
import Testing

/// What only a database server can do to a store.
@Suite("A database server is one truth for many, and keeps its password")
struct PostgresTests {
    @Test func `ten servers that start at once migrate once`() async throws {
        let place = try await TestDatabase.make(.postgres)
        defer { place.remove() }
        let stores = try await withThrowingTaskGroup(of: Store.self) { group in
            for _ in 0..<10 { group.addTask { try await Store.open(place.name) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        defer { for store in stores { try? store.close() } }
        #expect(stores.count == 10)
        let applied = try await stores[0].read { try $0.number("SELECT count(*) FROM schema_migrations") }
        #expect(applied == Migration.all.count)
    }

    @Test(arguments: [
        "postgres://muster:s3cr3t@127.0.0.1:1/none", "postgres://muster:s3cr3t@nowhere.invalid/none",
        "host=127.0.0.1 port=1 user=muster password=s3cr3t", "postgres://muster:p@s3cr3t@127.0.0.1:1/none",
        "postgres://muster:x@y:s3cr3t@127.0.0.1/none", "postgres://muster:s3cr3t%zz@127.0.0.1/none",
        "host=127.0.0.1 password='s3cr3t", "host=/nowhere user=s3cr3t",
    ])
    func `a database that cannot be reached is said to be so, without its name`(_ database: String) async throws {
        let failure = await #expect(throws: Failure.self) { try await Store.open(database) }
        #expect(failure?.kind == .unavailable)
        #expect(failure?.text == "The database cannot be reached [error-storage-unavailable]")
        #expect(failure?.cause != nil, "it says why")
        #expect(!"\(String(describing: failure))".contains("s3cr3t"))
    }

    @Test func `a connection that was cut is made anew, and the work done`() async throws {
        let world = try await World(.postgres)
        for number in 0..<20 {
            try? await world.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
            _ = try await world.store.createUnit(try NewUnit(named: "\(number)"), by: world.admin)
        }
        #expect(try await world.number("SELECT count(*) FROM units") == 22)
    }

    @Test func `a statement that runs too long is ended, and its connection serves on`() async throws {
        let world = try await World(.postgres)
        let failure = await #expect(throws: Failure.self) {
            try await world.store.write { transaction in
                try transaction.run("SET LOCAL statement_timeout = 50", [])
                _ = try transaction.rows("SELECT pg_sleep(60)", [])
            }
        }
        #expect(failure?.text == "The database took too long [error-storage-unavailable]")
        #expect(try await world.number("SELECT count(*) FROM units") == 2)
    }

    @Test func `a commit that never ends is given up, and said to be unknown`() async throws {
        let world = try await World(.postgres, waiting: true)
        try await world.run(
            "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(300); RETURN NULL; END'"
        )
        try await world.run(
            """
            CREATE CONSTRAINT TRIGGER waits AFTER INSERT ON rooms DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION wait()
            """)
        let failure = await #expect(throws: Failure.self) {
            try await world.store.write { try $0.makeRoom("slow", name: "slow", type: "c") }
        }
        #expect(failure?.text.contains("it may be saved [error-storage-unavailable]") == true)
        #expect(try await world.number("SELECT count(*) FROM rooms WHERE id = 'slow'") == 0)
    }

    @Test func `a transaction that had failed inside is not taken for committed`() async throws {
        let world = try await World(.postgres)
        let failure = await #expect(throws: Failure.self) {
            try await world.store.write { transaction in
                try transaction.makeRoom("x", name: "x", type: "c")
                _ = try? transaction.rows("SELECT 1 / 0", [])
            }
        }
        #expect(failure?.kind != nil)
        #expect(try await world.number("SELECT count(*) FROM rooms WHERE id = 'x'") == 0)
    }

    @Test(arguments: [
        ("ALTER TABLE units ADD CONSTRAINT odd CHECK (name <> 'x') NOT VALID", "the constraint odd of units"),
        ("ALTER TABLE departments DISABLE TRIGGER ALL", "references of departments are not looked after"),
        ("ALTER TABLE events DISABLE TRIGGER events_announced", "the trigger events_announced is missing or switched"),
        ("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'units_by_name'::regclass", "units_by_name is not"),
    ])
    func `rules that somebody switched off are found`(_ sql: String, _ fault: String) async throws {
        let world = try await World.healthy(.postgres)
        #expect(try await world.faults() == [])
        try await world.run(sql)
        #expect(try await world.faults().contains { $0.contains(fault) })
    }

    @Test func `any reference that leads nowhere is found`() async throws {
        let world = try await World.healthy(.postgres)
        try await world.run("ALTER TABLE permission_roles DISABLE TRIGGER ALL")
        try await world.run("INSERT INTO permission_roles (permission_id, role_id) VALUES ('gone', 'admin')")
        #expect(
            try await world.faults().contains("1 rows of permission_roles name a row of permissions that is not there"))
    }
}
