import Foundation
import MusterTestSupport
import Testing

/// `muster copy` as its user meets it.
@Suite("The organisation moves house by one command", .programs)
struct CopyCommandTests {
    @Test func `counts and digests of both sides are shown, and the copy serves`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        let headers = try installation.headers()
        let id = try #require(try server.makeUnit("moved", headers))
        let target = installation.folder.file("new/copy.sqlite")
        // The source is being served meanwhile.
        let copied = try run(
            MusterBinary.path, ["copy", "--from", "sqlite:" + installation.database, "--to", "sqlite:" + target])
        #expect(copied.status == 0, "\(copied.error)")
        #expect(copied.error == "", "no bar where there is no terminal")
        let lines = copied.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(lines.count == 17)
        for line in lines.dropLast() {
            #expect(line.count == 5 && line[1] == line[3] && line[2] == line[4], "\(line)")
            #expect(line[2].wholeMatch(of: /sha256:[0-9a-f]{64}/) != nil)
        }
        #expect(lines.first { $0.first == "units" }?[1] == "1")
        #expect(copied.output.contains("rows of 16 tables; both sides agree\n"))
        #expect(server.terminate() == 0)
        let next = try ServerProcess(
            binary: MusterBinary.path, arguments: ["serve", "--port", "0", "--database", target])
        #expect(try next.unitIDs(headers) == [id], "with its tokens")
        #expect(!next.standardErrorText.contains("admin is"), "nobody new is admin")
    }

    @Test func `what cannot be copied is said in one line, and nothing is made`() throws {
        let installation = try Installation.prepared()
        let full = try Installation.prepared()
        let none = installation.folder.file("none.sqlite")
        for (arguments, text) in [
            (["--from", none, "--to", installation.folder.file("a.sqlite")], "There is no database at"),
            (["--from", installation.database, "--to", full.database], "The target is not empty: its table roles"),
            (
                ["--from", installation.database, "--to", installation.database],
                "Source and target are one and the same"
            ),
        ] {
            let result = try run(MusterBinary.path, ["copy"] + arguments)
            #expect(result.status == 1 && result.output == "")
            #expect(result.error.hasPrefix("muster: \(text)"), "\(result.error)")
        }
        #expect(!FileManager.default.fileExists(atPath: installation.folder.file("a.sqlite")))
        #expect(!FileManager.default.fileExists(atPath: none))
        #expect(try full.command("doctor").status == 0)
        let served = try full.serve()
        let busy = try run(MusterBinary.path, ["copy", "--from", installation.database, "--to", full.database])
        #expect(busy.error.contains("Another server is using"))
        #expect(served.isRunning)
    }

    @Test func `killed at any moment it leaves the target empty or whole`() throws {
        let installation = try Installation.prepared()
        let target = installation.folder.file("target.sqlite")
        var wasWhole = false
        for milliseconds in [20, 40, 60, 80, 100, 130, 170, 220, 300, 400, 5000] where !wasWhole {
            let result = try run(
                "/usr/bin/timeout",
                [
                    "-s", "KILL", "\(Double(milliseconds) / 1000)", MusterBinary.path, "copy", "--from",
                    installation.database, "--to", target,
                ])
            // Only an empty target is taken, so each attempt proves that the one before left nothing, or all.
            wasWhole = result.status == 0 || result.error.contains("The target is not empty")
            #expect(wasWhole || result.error == "", "\(result.error)")
        }
        #expect(wasWhole)
        let doctor = try run(MusterBinary.path, ["doctor", "--database", target])
        #expect(doctor.status == 0)
        #expect(doctor.output == (try installation.command("doctor")).output)
    }
}
