import Facts
import Foundation
import MusterModel
import MusterTestSupport
import Testing

#if os(Linux)
    /// Starting on a full disk, by a limit on the size of files that can be lifted while the server runs.
    @Suite("On a full disk a server starts, reads, refuses writes, and recovers by itself", .programs)
    struct FullDiskStartTests {
        /// How the last server ended, and what it left beside the file.
        enum Before: String, CaseIterable, CustomTestStringConvertible {
            case stopped = "a server that was stopped in order", killed = "a server that was killed"
            case killedWithoutIndex = "a killed server, whose log lost its index", restored =
                "a backup put in its place"
            case copied = "a killed server's files, copied", twice = "a server that met the full disk already"

            var testDescription: String { rawValue }
        }

        /// Nothing may be written behind the first 512 bytes of any file; only the soft limit, so that it can be
        /// lifted.
        private static let fullDisk = "ulimit -S -f 1;"

        private func liftLimit(of server: ServerProcess) throws {
            let lifted = try run("/usr/bin/prlimit", ["--pid", "\(server.id)", "--fsize=unlimited:"])
            try #require(lifted.status == 0, "\(lifted.error)")
        }

        private func prepare(
            _ before: Before
        ) throws -> (installation: Installation, made: Set<String>, headers: [(String, String)]) {
            let installation = try Installation()
            let server = try installation.serve()
            let headers = try installation.headers()
            let made = Set(try (0..<5).map { try #require(try server.makeUnit("unit \($0)", headers)) })
            let files = FileManager.default
            switch before {
            case .stopped: server.terminate()
            case .killed: server.kill()
            case .killedWithoutIndex:
                server.kill()
                try files.removeItem(atPath: installation.database + "-shm")
            case .restored:
                let copy = installation.folder.file("copy")
                try #require(try installation.command("backup", copy).status == 0)
                server.terminate()
                for file in try installation.files() where file.hasPrefix("muster.sqlite") {
                    try files.removeItem(atPath: installation.folder.file(file))
                }
                try files.moveItem(atPath: copy, toPath: installation.database)
            case .copied:
                server.kill()
                let copy = try Installation()
                for file in try installation.files() {
                    try files.copyItem(atPath: installation.folder.file(file), toPath: copy.folder.file(file))
                }
                return (copy, made, headers)
            case .twice:
                server.kill()
                try installation.serve(shellPrefix: Self.fullDisk).kill()
            }
            return (installation, made, headers)
        }

        @Test(.keepsAway("Muster 11.A5"), arguments: Before.allCases)
        func `whatever the last server left`(_ before: Before) throws {
            let (installation, made, headers) = try prepare(before)
            let server = try installation.serve(shellPrefix: Self.fullDisk)
            #expect(try server.send("GET", "/health/ready").status == 200)
            #expect(try server.unitIDs(headers) == made)
            #expect(try server.isLoggedIn(headers))
            for _ in 0..<3 {
                let answer = try server.send(
                    "POST", "livechat/units", headers,
                    body: #"{"unitData":{"name":"x","visibility":"public"},"unitMonitors":[],"unitDepartments":[]}"#)
                #expect(answer.status == 503)
                #expect(answer.text.contains("The disk is full or cannot be written [error-storage-unavailable]"))
                #expect(answer.header("Retry-After") != nil)
            }
            #expect(try server.logIn("admin", Installation.password).status == 503)
            #expect(try server.unitIDs(headers) == made)
            #expect(server.standardErrorText.contains("the database cannot be written; only reads are served"))

            try liftLimit(of: server)
            var new: String?
            try waitUntil("a write is accepted again") {
                new = try server.makeUnit("after", headers)
                return new != nil
            }
            #expect(try server.logIn("admin", Installation.password).status == 200)
            #expect(try server.unitIDs(headers) == made.union([new ?? ""]))
            server.kill()
            let doctor = try installation.command("doctor")
            #expect(doctor.status == 0, "\(doctor.output)\(doctor.error)")
            #expect(try installation.serve().unitIDs(headers) == made.union([new ?? ""]))
        }

        @Test(.keepsAway("Muster 11.A5"))
        func `it recovers without being asked for anything, and reads never fail meanwhile`() throws {
            let (installation, made, headers) = try prepare(.killed)
            let server = try installation.serve(shellPrefix: Self.fullDisk)
            try liftLimit(of: server)
            try waitUntil("the log says so") {
                let shown = try server.unitIDs(headers)
                #expect(shown == made)
                return server.standardErrorText.contains("the database can be written; writes are accepted")
            }
            #expect(try server.makeUnit("after", headers) != nil)
            #expect(server.terminate() == 0)
        }

        @Test(.keepsAway("Muster 11.A5")) func `a new database cannot be made there, and that is said`() throws {
            let installation = try Installation()
            let command = [MusterBinary.path, "serve", "--port", "0", "--database", installation.database]
            let result = try run("/bin/sh", ["-c", Self.fullDisk + " exec \"$0\" \"$@\""] + command)
            #expect(result.status == 1 && result.output == "")
            #expect(result.error.hasPrefix("muster: The disk is full or cannot be written"), "\(result.error)")
        }

        static let commands: [(arguments: [String], status: Int32)] = [
            (["doctor"], 0), (["user", "list"], 0), (["token", "create", "--user", "admin"], 1),
            (["user", "create", "ada", "--random-password"], 1), (["backup", "copy"], 1),
            (["user", "set-password", "admin", "--random-password"], 1),
        ]

        @Test(.keepsAway("Muster 11.A5"), arguments: commands)
        func `commands that read work there, others say why they do not`(_ arguments: [String], _ status: Int32) throws
        {
            let (installation, _, _) = try prepare(.killed)
            let all = arguments.map { $0 == "copy" ? installation.folder.file($0) : $0 }
            let result = try run(
                "/bin/sh",
                ["-c", Self.fullDisk + " exec \"$0\" \"$@\"", MusterBinary.path] + all
                    + ["--database", installation.database])
            #expect(result.status == status, "\(result)")
            #expect(status == 0 || result.error.hasPrefix("muster: The disk is full or cannot be written"), "\(result)")
            #expect(try installation.command("doctor").status == 0)
            #expect(try !installation.files().contains { $0.hasPrefix("copy") })
        }
    }
#endif
