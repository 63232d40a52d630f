import Foundation
import MusterModel
@testable import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// Opening a store: new, known, newer, and what is none.
@Suite("A store opens only with a program that knows its schema")
struct MigrationTests {
    @Test(arguments: TestEngine.allCases)
    func `a newer schema is refused with both numbers and what to do`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let before = try await world.contents()
        try await world.run("INSERT INTO schema_migrations (number, name, applied_at) VALUES (999, 'future', 0)")
        let failure = await #expect(throws: Failure.self) { try await Store.open(world.database) }
        #expect(failure?.kind == .fault)
        let known = Migration.newest
        #expect(
            failure?.text == "The database has schema 999, this program knows \(known): use a newer program")
        try await world.run("DELETE FROM schema_migrations WHERE number = 999")
        #expect(try await world.contents() == before)
    }

    @Test(arguments: TestEngine.allCases)
    func `opening again migrates nothing and changes nothing`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let before = try await world.contents()
        let second = try await Store.open(world.database)
        try second.close()
        #expect(try await world.contents() == before)
        #expect(try await world.number("SELECT count(*) FROM schema_migrations") == Migration.all.count)
    }

    @Test(arguments: TestEngine.allCases)
    func `a migration that fails half-way leaves nothing`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let before = try await world.contents()
        let broken = Migration(
            number: 500, name: "broken",
            statements: [
                "CREATE TABLE half (id {text} NOT NULL PRIMARY KEY) {strict}", "CREATE TABLE units (id {text})",
            ])
        await #expect(throws: Failure.self) { try await world.store.write { try $0.apply(broken) } }
        #expect(try await world.contents() == before)
        await #expect(throws: Failure.self) { try await world.number("SELECT count(*) FROM half") }
    }

    @Test(arguments: TestEngine.allCases)
    func `the log of an older program is kept, and is no fault of the history that begins after it`(
        _ engine: TestEngine
    ) async throws {
        let world = try await World.healthy(engine)
        try await world.run(
            "UPDATE events SET after = '{\"name\":\"Whole\",\"departments\":[\"dep-1\"]}' WHERE kind = 'unit.created'")
        #expect(try await world.faults() != [])
        let events = try await world.events()
        // This step alone: the later ones have made their tables.
        try await world.run("DELETE FROM schema_migrations WHERE number = \(Migration.history.number)")
        try await world.store.write { try $0.apply(.history) }
        #expect(try await world.events() == events + [Event("history.begun", "")])
        #expect(try await world.faults() == [])
    }

    @Test func `migrations stand in the order of their numbers, each once`() {
        let numbers = Migration.all.map(\.number)
        #expect(numbers == Set(numbers).sorted() && numbers.first == 1)
        #expect(Migration.newest == numbers.last)
    }

    @Test func `a new file is made with its folders, for its owner alone`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a/b/muster.sqlite")
        let store = try await Store.open(path)
        for suffix in ["", "-wal", "-shm"] {
            let mode = try FileManager.default.attributesOfItem(atPath: path + suffix)[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(suffix)")
        }
        try store.close()
    }

    @Test func `a file that must exist is not made`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("none.sqlite")
        let failure = await #expect(throws: Failure.self) { try await Store.open(path, mustExist: true) }
        #expect(failure?.text == "There is no database at \(path)")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test(arguments: ["this is no database, but long enough to be looked at as one", "SQLite format 3"])
    func `a file that is no database is refused and left alone`(_ text: String) async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("letter.txt")
        let bytes = Data(String(repeating: text, count: 100).utf8)
        try bytes.write(to: URL(fileURLWithPath: path))
        let failure = await #expect(throws: Failure.self) { try await Store.open(path) }
        #expect(failure?.kind == .damaged)
        #expect(failure?.text.hasPrefix("The file is not a database, or is damaged") == true)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
    }

    @Test func `a folder is no database, and a file no folder`() async throws {
        let folder = try TemporaryFolder()
        let inFolder = await #expect(throws: Failure.self) { try await Store.open(folder.path) }
        #expect(inFolder?.kind == .unavailable)
        try Data().write(to: URL(fileURLWithPath: folder.file("file")))
        let below = await #expect(throws: Failure.self) { try await Store.open(folder.file("file/x.sqlite")) }
        #expect(below?.kind == .unavailable)
    }
}
