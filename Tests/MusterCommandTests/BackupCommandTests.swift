import Foundation
import MusterModel
import MusterTestSupport
import Testing

/// `muster backup`.
@Suite("muster backup copies a database that is in use")
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
}
