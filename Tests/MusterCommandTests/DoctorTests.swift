import Foundation
import MusterModel
@testable import MusterStore
import MusterTestSupport
import Testing

/// `muster doctor`.
@Suite("muster doctor finds damage and nothing else", .programs)
struct DoctorTests {
    private func filled() throws -> Installation {
        let installation = try Installation()
        let server = try installation.serve()
        let headers = try installation.headers()
        for number in 0..<60 { try #require(try server.makeUnit("unit \(number)", headers) != nil) }
        try #require(server.terminate() == 0)
        return installation
    }

    @Test func `a healthy database has a line for each check, a census, and exit status 0`() throws {
        let installation = try filled()
        let result = try installation.command("doctor")
        #expect(result.status == 0)
        #expect(result.error == "")
        let lines = result.output.split(separator: "\n")
        #expect(lines.dropLast().allSatisfy { $0.hasPrefix("ok     ") })
        #expect(lines.count > 8)
        #expect(lines.last?.contains("units 60") == true)
    }

    @Test func `it works while a server runs and writes`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        let headers = try installation.headers()
        let writer = BackgroundWriter(server, headers)
        for _ in 0..<3 { #expect(try installation.command("doctor").status == 0) }
        let made = try writer.finish()
        #expect(made.count > 0)
        #expect(try server.unitIDs(headers) == made)
    }

    @Test(arguments: [0.2, 0.35, 0.5, 0.65, 0.8])
    func `bytes overwritten in the file are a fault`(_ place: Double) throws {
        let installation = try filled()
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: installation.database))
        let size = try file.seekToEnd()
        try file.seek(toOffset: UInt64(Double(size) * place) & ~4095)
        // Eight pages: one or two may be pages that are not in use.
        try file.write(contentsOf: Data(repeating: 0xA5, count: 32768))
        try file.close()
        let result = try installation.command("doctor")
        #expect(result.status == 1)
        #expect(result.output.contains("FAULT  ") || result.error.contains("is damaged"), "\(result)")
    }

    @Test func `a file cut short is a fault`() throws {
        let installation = try filled()
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: installation.database))
        try file.truncate(atOffset: try file.seekToEnd() / 2 & ~4095)
        try file.close()
        let result = try installation.command("doctor")
        #expect(result.status == 1)
        #expect(result.output.contains("FAULT  ") || result.error.contains("is damaged"), "\(result)")
    }

    @Test func `a file that is no database is a fault`() throws {
        let installation = try Installation()
        try Data(String(repeating: "letter ", count: 1000).utf8).write(
            to: URL(fileURLWithPath: installation.database))
        let result = try installation.command("doctor")
        #expect(result.status == 1)
        #expect(result.error.hasPrefix("muster: The file is not a database"))
    }

    @Test(arguments: [
        ("DELETE FROM units WHERE name = 'unit 7'", "a unit that is gone says so"),
        ("DELETE FROM events WHERE sequence = 9", "1 events are missing from the event log"),
        ("DELETE FROM user_roles WHERE role_id = 'admin'", "an admin can log in"),
    ])
    func `a row deleted behind its back is a fault that is named`(_ sql: String, _ fault: String) async throws {
        let installation = try filled()
        let store = try await Store.open(installation.database, mustExist: true)
        try await store.write { transaction in
            guard try transaction.run(sql, []) > 0 else { throw ProcessFailure("nothing to delete: \(sql)") }
        }
        try store.close()
        let result = try installation.command("doctor")
        #expect(result.status == 1)
        let faults = result.output.split(separator: "\n").filter { $0.hasPrefix("FAULT  ") }
        #expect(faults.contains { $0.contains(fault) }, "\(faults)")
    }

    @Test func `a database of a newer program is left alone and said so`() async throws {
        let installation = try filled()
        let store = try await Store.open(installation.database, mustExist: true)
        _ = try await store.write { transaction in
            try transaction.run("INSERT INTO schema_migrations (number, name, applied_at) VALUES (999, 'x', 0)", [])
        }
        try store.close()
        for arguments in [["doctor"], ["serve", "--port", "0"], ["user", "list"]] {
            let result = try await run(MusterBinary.path, arguments + ["--database", installation.database])
            #expect(result.status == 1)
            #expect(result.output == "")
            #expect(result.error.contains("has schema 999") && result.error.contains("use a newer program"))
        }
    }
}
