import Foundation
import MusterModel
@testable import MusterStore
import MusterTestWorld
import Testing

/// The log of the file engine while it is open.
@Suite("A long log is copied into the file and begins anew")
struct LogCopiesTests {
    /// A world with a table for megabytes.
    private static func world() async throws -> World {
        let world = try await World(.sqlite)
        try await world.run("CREATE TABLE megabytes (bytes BLOB NOT NULL) STRICT")
        return world
    }

    private static func write(megabytes: Int, to world: World) async throws {
        for _ in 0..<megabytes { try await world.run("INSERT INTO megabytes (bytes) VALUES (zeroblob(1048576))") }
    }

    private static func bytes(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    }

    @Test func `what is committed comes into the file while the store is open`() async throws {
        let world = try await Self.world()
        let before = try Self.bytes(world.path)
        try await Self.write(megabytes: 8, to: world)
        // A copy begins after a commit, and nobody waits for it.
        while try Self.bytes(world.path) < before + 4 << 20 { try await Self.write(megabytes: 1, to: world) }
    }

    @Test func `it never grows far beyond its bound`() async throws {
        let world = try await Self.world()
        try await Self.write(megabytes: 80, to: world)
        #expect(try Self.bytes(world.path + "-wal") < (Limits.logPagesMax + 2 * Limits.logPages) * 4120)
        #expect(try await world.number("SELECT count(*) FROM megabytes") == 80)
    }

    @Test func `who reads an older state keeps it, and the log goes on after them`() async throws {
        let world = try await Self.world()
        try await Self.write(megabytes: 1, to: world)
        let reader = try SQLiteConnection(world.path, .reading, patience: Patience())
        defer { reader.close() }
        let count = "SELECT count(*) FROM megabytes"
        try reader.execute("BEGIN DEFERRED")
        #expect(try reader.statement(count).rows([]).first?.int(0) == 1)
        try await Self.write(megabytes: 40, to: world)
        #expect(try reader.statement(count).rows([]).first?.int(0) == 1)
        try reader.execute("COMMIT")
        let long = try Self.bytes(world.path + "-wal")
        try await Self.write(megabytes: 40, to: world)
        #expect(try Self.bytes(world.path + "-wal") <= long + 2 * Limits.logPages * 4120)
    }
}
