import Facts
import Foundation
import MusterModel
import MusterStore
import MusterTestSupport
import Testing

/// `muster backup`.
@Suite("muster backup copies a database that is in use", .programs)
struct BackupCommandTests {
    @Test func `a copy made while a server serves and writes is a whole database`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        let headers = try installation.headers()
        let writer = BackgroundWriter(server, headers)
        let before = writer.count
        let copy = try Installation()
        let result = try installation.command("backup", copy.database)
        #expect(result.status == 0)
        #expect(result.output == "Backed up to \(copy.database)\n")
        let during = writer.count
        let made = try writer.finish()
        #expect(during > before, "nothing was written meanwhile")

        let doctor = try copy.command("doctor")
        #expect(doctor.status == 0, "\(doctor.output)")
        let restored = try copy.serve()
        let kept = try restored.unitIDs(headers)
        #expect(kept.count >= before && kept.isSubset(of: made))
        #expect(try restored.logIn("admin", Installation.password).status == 200)
        #expect(try server.unitIDs(headers) == made)
    }

    @Test func `a file that exists is not written over`() throws {
        let installation = try Installation.prepared()
        let path = installation.folder.file("precious")
        try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
        let result = try installation.command("backup", path)
        #expect(result.status == 1)
        #expect(result.output == "")
        #expect(result.error == "muster: \(path) exists already\n")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    }

    @Test func `what cannot be written is said, and nothing is left`() throws {
        let installation = try Installation.prepared()
        let before = try FileManager.default.contentsOfDirectory(atPath: installation.folder.path).sorted()
        let result = try installation.command("backup", installation.folder.file("none/copy.sqlite"))
        #expect(result.status == 1)
        #expect(result.error.hasPrefix("muster: "))
        #expect(try FileManager.default.contentsOfDirectory(atPath: installation.folder.path).sorted() == before)
    }

    /// What a backup that was killed may leave under the name of its unfinished copy.
    enum Remains: String, CaseIterable, CustomTestStringConvertible {
        case nothing = "an empty file", half = "half a copy", noise = "bytes that are none"
        case journal = "a journal to be rolled back", open = "a file that anybody may read", log = "a log beside it"

        var testDescription: String { rawValue }

        func leave(at path: String, of installation: Installation) throws {
            let whole = try Data(contentsOf: URL(fileURLWithPath: installation.database))
            func write(_ data: Data, _ suffix: String = "") throws {
                try data.write(to: URL(fileURLWithPath: path + ".unfinished" + suffix))
            }
            switch self {
            case .nothing: try write(Data())
            case .half: try write(whole.prefix(whole.count / 2))
            case .noise: try write(Data(repeating: 0xA5, count: whole.count * 3))
            case .journal:
                try write(whole)
                // A journal's magic number and the size of its pages: SQLite rolls such a one back when it opens a
                // file.
                let header: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7, 0xFF, 0xFF, 0xFF, 0xFF]
                try write(Data(header + Array(repeating: 0x10, count: 8192)), "-journal")
            case .open:
                try write(whole)
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o644], ofItemAtPath: path + ".unfinished")
            case .log:
                try write(whole)
                try write(Data(repeating: 0x37, count: 8192), "-wal")
                try write(Data(repeating: 0x37, count: 32768), "-shm")
            }
        }
    }

    @Test(.keepsAway("Muster 11.A11"), arguments: Remains.allCases)
    func `what a killed backup left does not stand in the way of the next`(_ remains: Remains) throws {
        let installation = try Installation.prepared()
        let copy = try Installation()
        try remains.leave(at: copy.database, of: installation)
        let result = try installation.command("backup", copy.database)
        #expect(result.status == 0, "\(result.error)")
        #expect(try copy.files() == ["muster.sqlite"])
        let mode = try FileManager.default.attributesOfItem(atPath: copy.database)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let doctor = try copy.command("doctor")
        #expect(doctor.status == 0, "\(doctor.output)\(doctor.error)")
        #expect(doctor.output == (try installation.command("doctor")).output)
    }

    @Test(.keepsAway("Muster 11.A11")) func `killed at any moment it leaves a name that can be used again`() throws {
        let installation = try Installation.prepared()
        let copy = try Installation()
        for milliseconds in [10, 20, 30, 40, 60, 80] {
            _ = try run(
                "/usr/bin/timeout",
                [
                    "-s", "KILL", "\(Double(milliseconds) / 1000)", MusterBinary.path, "backup", copy.database,
                    "--database", installation.database,
                ])
            // A whole one may be there by now; what is not whole never has the name.
            if FileManager.default.fileExists(atPath: copy.database) {
                #expect(try copy.command("doctor").status == 0)
                for file in try copy.files() where !file.hasSuffix("unfinished") {
                    try FileManager.default.removeItem(atPath: copy.folder.file(file))
                }
            }
        }
        #expect(try installation.command("backup", copy.database).status == 0)
        #expect(try copy.files() == ["muster.sqlite"])
    }

    @Test(.keepsAway("Muster 11.A11"))
    func `two at once to the same name: the second is refused, and disturbs nothing`() throws {
        let installation = try Installation.prepared()
        let path = installation.folder.file("copy")
        let other = try #require(try FileLock(path + ".unfinished"))
        try Data("being written".utf8).write(to: URL(fileURLWithPath: path + ".unfinished"), options: [])
        let result = try installation.command("backup", path)
        #expect(result.status == 1)
        #expect(result.error == "muster: Another backup is writing \(path).unfinished\n")
        #expect(try String(contentsOfFile: path + ".unfinished", encoding: .utf8) == "being written")
        other.release()
        #expect(try installation.command("backup", path).status == 0)
    }

    @Test(arguments: ["-wal", "-journal"])
    func `part of another database beside the name is not taken for the copy's`(_ suffix: String) throws {
        let installation = try Installation.prepared()
        let path = installation.folder.file("copy")
        try Data("precious".utf8).write(to: URL(fileURLWithPath: path + suffix))
        let result = try installation.command("backup", path)
        #expect(result.status == 1)
        #expect(result.error == "muster: \(path)\(suffix) is there, a part of another database: move it away first\n")
        #expect(try String(contentsOfFile: path + suffix, encoding: .utf8) == "precious")
    }
}
