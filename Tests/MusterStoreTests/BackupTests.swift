import Foundation
import MusterModel
@testable import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// Copies of a file in use. A database server has its own tools for this.
@Suite("A backup is one consistent state, taken while others write")
struct BackupTests {
    @Test(arguments: [TestEngine.sqlite])
    func `a copy made while eight writers write is whole`(_ engine: TestEngine) async throws {
        let world = try await World.healthy(engine)
        let folder = try TemporaryFolder()
        let copies = (0..<3).map { folder.file("copy-\($0).sqlite") }
        let (backedUp, done) = AsyncStream<Void>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    // Until the copies are made; each write makes a unit of one monitor that takes dep-4 from the last.
                    var number = 0
                    while !Task.isCancelled {
                        number += 1
                        let new = try NewUnit(
                            named: "\(writer)-\(number)", monitors: [Who.monitorA.id], departments: ["dep-4"])
                        _ = try await world.store.createUnit(new, by: world.admin)
                    }
                }
            }
            group.addTask {
                for path in copies { try await world.store.backup(to: path) }
                done.finish()
            }
            for await _ in backedUp {}
            group.cancelAll()
            try await group.waitForAll()
        }
        var sizes: [Int] = []
        for path in copies {
            let copy = try await Store.open(path, mustExist: true)
            #expect(try await copy.examine().faults == [])
            let units = try await copy.units(named: "", .all, for: world.admin).rows
            #expect(units.allSatisfy { $0.monitorCount == 1 })
            let created = try await copy.read { transaction in
                try transaction.number(
                    "SELECT count(*) FROM events WHERE kind = 'unit.created' AND sequence > $1",
                    [.int(world.eventsBefore)])
            }
            #expect(created == units.count)
            #expect(units.filter { $0.name != "Whole" && $0.departmentCount > 0 }.count == (units.count > 1 ? 1 : 0))
            sizes.append(units.count)
            try copy.close()
        }
        #expect(sizes == sizes.sorted())
        let all = try await world.store.units(named: "", .all, for: world.admin).total
        #expect(all > (sizes.last ?? 0))
    }

    @Test(arguments: [TestEngine.sqlite])
    func `a copy has everything, and opens as a store of its own`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let folder = try TemporaryFolder()
        try await world.store.backup(to: folder.file("copy.sqlite"))
        let before = try await world.contents()
        let copy = try await Store.open(folder.file("copy.sqlite"), mustExist: true)
        let contents = try await copy.read { transaction in
            try World.tables.flatMap { table in
                try transaction.rows("SELECT * FROM \(table)", []).map { "\(table) \($0.values)" }.sorted()
            }
        }
        #expect(contents == before)
        _ = try await copy.createUnit(NewUnit(named: "only there"), by: world.admin)
        #expect(try await world.contents() == before)
        try copy.close()
    }

    @Test(arguments: [TestEngine.sqlite])
    func `only the owner may read a copy: it has the same hashes`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let folder = try TemporaryFolder()
        let path = folder.file("copy.sqlite")
        try await world.store.backup(to: path)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test(arguments: [TestEngine.sqlite])
    func `a file that exists is not written over`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let folder = try TemporaryFolder()
        let path = folder.file("precious")
        try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
        let failure = await #expect(throws: Failure.self) { try await world.store.backup(to: path) }
        #expect(failure?.text == "\(path) exists already")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
        await #expect(throws: Failure.self) { try await world.store.backup(to: world.database) }
        #expect(try await world.number("SELECT count(*) FROM units") == 2)
    }

    @Test(arguments: [TestEngine.sqlite])
    func `what cannot be written leaves nothing behind`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        let folder = try TemporaryFolder()
        await #expect(throws: Failure.self) { try await world.store.backup(to: folder.file("none/copy.sqlite")) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
}
