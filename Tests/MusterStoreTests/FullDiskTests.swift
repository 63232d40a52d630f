import MusterModel
@testable import MusterStore
import MusterTestWorld
import Testing

/// A file that may not grow any more, as on a full disk.
@Suite("A full disk loses nothing that was acknowledged")
struct FullDiskTests {
    @Test(arguments: [TestEngine.sqlite])
    func `writes that do not fit are refused as unavailable, alone and in company`(_ engine: TestEngine) async throws {
        let world = try await World.healthy(engine)
        let long = String(repeating: "x", count: 20_000)
        try await limitPages(world, extra: 40)
        let outcomes = try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
            for number in 0..<60 {
                group.addTask {
                    do {
                        try await world.set("n\(number)", .string(long))
                        return (number, true)
                    } catch let failure as Failure where failure.kind == .unavailable {
                        return (number, false)
                    }
                }
            }
            return try await group.reduce(into: [Int: Bool]()) { $0[$1.0] = $1.1 }
        }
        let acknowledged = outcomes.filter(\.value).keys.map { "n\($0)" }
        #expect(acknowledged.count < 60, "the limit was never met")
        // Alone: longer than all that the file may still grow.
        await #expect(throws: Failure.self) { try await world.set("one", .string(String(repeating: long, count: 100))) }
        #expect(try await world.texts("SELECT id FROM settings ORDER BY id") == acknowledged.sorted())
        #expect(try await world.store.units(named: "", .all, for: world.admin).rows.count == 1)

        // There is room again: everything goes on.
        try await limitPages(world, extra: 100_000)
        try await world.set("one", .string(long))
        let faults = try await world.faults().filter { !$0.hasSuffix("is not known") }
        #expect(faults == [], "only the names of the settings are the test's own")
    }

    private func limitPages(_ world: World, extra: Int) async throws {
        try await world.store.write { transaction in
            let present = try transaction.number("PRAGMA page_count")
            _ = try transaction.rows("PRAGMA max_page_count = \(present + extra)", [])
        }
    }
}
