import Facts
import Foundation
import MusterModel
import MusterTestSupport
import Testing

/// Files that disappear under a running server.
@Suite("A database file that is gone or another one is noticed, and nothing is written into nothing", .programs)
struct ReplacedFileTests {
    /// What somebody does to the files of a server that runs.
    enum Change: String, CaseIterable, CustomTestStringConvertible {
        case deleted, movedAway = "moved away", copiedOver = "replaced by a copy of its own"
        case replaced = "replaced by another database", emptied = "replaced by an empty file"
        case withoutLog = "left without its log", withoutIndex = "left without the index of its log"
        case withoutFolder = "in a folder that was moved", linkedElsewhere = "behind a link that leads elsewhere now"

        var testDescription: String { rawValue }

        /// - Parameter path: The file's name, which here is a link into the folder `real`.
        func make(_ path: String, _ folder: TemporaryFolder) throws {
            let files = FileManager.default
            let real = folder.file("real/muster.sqlite"), aside = folder.file("aside")
            switch self {
            case .deleted: try files.removeItem(atPath: real)
            case .movedAway: try files.moveItem(atPath: real, toPath: aside)
            case .copiedOver:
                try files.copyItem(atPath: real, toPath: aside)
                try files.removeItem(atPath: real)
                try files.moveItem(atPath: aside, toPath: real)
            case .replaced:
                let other = try Installation.prepared()
                try files.removeItem(atPath: real)
                try files.copyItem(atPath: other.database, toPath: real)
            case .emptied:
                try files.removeItem(atPath: real)
                try Data().write(to: URL(fileURLWithPath: real))
            case .withoutLog: try files.removeItem(atPath: path + "-wal")
            case .withoutIndex: try files.removeItem(atPath: path + "-shm")
            case .withoutFolder: try files.moveItem(atPath: folder.file("real"), toPath: aside)
            case .linkedElsewhere:
                try files.copyItem(atPath: real, toPath: aside)
                try files.removeItem(atPath: path)
                try files.createSymbolicLink(atPath: path, withDestinationPath: aside)
            }
        }
    }

    private static let text = "The database file was removed or replaced [error-storage-unavailable]"

    /// A server whose file is reached through a link into another folder.
    private func serve() throws -> (installation: Installation, server: ServerProcess, headers: [(String, String)]) {
        let installation = try Installation()
        try FileManager.default.createDirectory(
            atPath: installation.folder.file("real"), withIntermediateDirectories: false)
        try Data().write(to: URL(fileURLWithPath: installation.folder.file("real/muster.sqlite")))
        try FileManager.default.createSymbolicLink(
            atPath: installation.database, withDestinationPath: installation.folder.file("real/muster.sqlite"))
        let server = try installation.serve()
        return (installation, server, try installation.headers())
    }

    @Test(.keepsAway("Muster 11.A9"), arguments: Change.allCases)
    func `readiness says so, writes are refused, and the new file is left alone`(_ change: Change) throws {
        let (installation, server, headers) = try serve()
        #expect(try server.makeUnit("before", headers) != nil)
        #expect(try server.send("GET", "/health/ready").status == 200)
        // SQLite puts its log beside the file itself, not beside a link to it.
        let place = [.withoutLog, .withoutIndex].contains(change) ? "real/muster.sqlite" : "muster.sqlite"
        try change.make(installation.folder.file(place), installation.folder)
        let left = try? Data(contentsOf: URL(fileURLWithPath: installation.database))

        let ready = try server.send("GET", "/health/ready")
        #expect(ready.status == 503 && ready.text.contains(Self.text), "\(ready.text)")
        for _ in 0..<3 {
            let answer = try server.send(
                "POST", "livechat/units", headers,
                body: #"{"unitData":{"name":"x","visibility":"public"},"unitMonitors":[],"unitDepartments":[]}"#)
            #expect(answer.status == 503 && answer.text.contains(Self.text), "\(answer.text)")
            #expect(answer.header("Retry-After") != nil)
            #expect(!answer.text.contains(installation.folder.path))
        }
        #expect(try server.logIn("admin", Installation.password).status == 503)
        #expect(try server.send("GET", "/health/live").status == 200)
        try waitUntil("the log says so without being asked") {
            server.standardErrorText.contains("error writes are refused reason=\"\(Self.text)")
        }
        let said = server.standardErrorText.split(separator: "\n").filter { $0.contains("writes are refused") }
        #expect(said.count == 1)

        #expect(server.terminate() == 0)
        // A file that is still its own gets what was in the log.
        guard ![.withoutLog, .withoutIndex].contains(change) else { return }
        #expect((try? Data(contentsOf: URL(fileURLWithPath: installation.database))) == left)
    }

    @Test(.keepsAway("Muster 11.A9")) func `put back, it takes writes again, and nothing is lost`() throws {
        let (installation, server, headers) = try serve()
        let real = installation.folder.file("real/muster.sqlite")
        var made: Set<String> = []
        for round in 0..<3 {
            made.insert(try #require(try server.makeUnit("\(round)", headers)))
            try FileManager.default.moveItem(atPath: real, toPath: real + ".away")
            #expect(try server.makeUnit("lost", headers) == nil)
            #expect(try server.send("GET", "/health/ready").status == 503)
            try FileManager.default.moveItem(atPath: real + ".away", toPath: real)
            #expect(try server.send("GET", "/health/ready").status == 200)
        }
        made.insert(try #require(try server.makeUnit("last", headers)))
        #expect(try server.unitIDs(headers) == made)
        server.kill()
        let next = try installation.serve()
        #expect(try next.unitIDs(headers) == made)
    }

    @Test(.keepsAway("Muster 11.A9")) func `a new server may serve the new file, and the old one goes without a trace`()
        throws
    {
        let (installation, server, headers) = try serve()
        let copy = installation.folder.file("copy")
        #expect(try server.makeUnit("in both", headers) != nil)
        #expect(try installation.command("backup", copy).status == 0)
        for suffix in ["", "-wal", "-shm"] {
            try FileManager.default.removeItem(atPath: installation.folder.file("real/muster.sqlite") + suffix)
        }
        try FileManager.default.moveItem(atPath: copy, toPath: installation.folder.file("real/muster.sqlite"))
        let next = try installation.serve()
        #expect(try next.makeUnit("in the new one", headers) != nil)
        #expect(server.terminate() == 0)
        #expect(try next.unitIDs(headers).count == 2)
        next.kill()
        #expect(try installation.command("doctor").status == 0)
        #expect(try installation.serve().unitIDs(headers).count == 2)
    }
}
