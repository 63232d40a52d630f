import Facts
import Foundation
import MusterModel
import MusterTestSupport
import Testing

/// One server a file, one program a port.
@Suite("A second server is refused with a clear message", .programs)
struct OneServerTests {
    /// Another way to name the same file.
    enum Name: String, CaseIterable {
        case same, relative, dotted, symbolicLink, hardLink, withoutLockFile, moved

        func path(_ installation: Installation) throws -> String {
            switch self {
            case .same: return installation.database
            case .relative:
                let here = FileManager.default.currentDirectoryPath
                let up = here.split(separator: "/").map { _ in ".." }.joined(separator: "/")
                return up + installation.database
            case .dotted: return installation.folder.path + "/./../" + lastFolder(installation) + "/muster.sqlite"
            case .hardLink:
                let link = installation.folder.file("link.sqlite")
                try FileManager.default.linkItem(atPath: installation.database, toPath: link)
                return link
            case .withoutLockFile:
                // What an operator may think is left over: whatever lies beside the file.
                for file in try installation.files() where file.hasSuffix("lock") {
                    try FileManager.default.removeItem(atPath: installation.folder.file(file))
                }
                return installation.database
            case .moved:
                let other = installation.folder.file("other.sqlite")
                try FileManager.default.moveItem(atPath: installation.database, toPath: other)
                return other
            case .symbolicLink:
                let link = installation.folder.file("link.sqlite")
                try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: installation.database)
                return link
            }
        }

        private func lastFolder(_ installation: Installation) -> String {
            installation.folder.path.split(separator: "/").last.map(String.init) ?? ""
        }
    }

    @Test(.keepsAway("Muster 11.A10"), arguments: Name.allCases)
    func `on the same file, by whatever name, and the first goes on`(_ name: Name) throws {
        let installation = try Installation()
        let first = try installation.serve()
        let path = try name.path(installation)
        // A server that is not refused would stay: that fails by time.
        let result = try #require(
            try? run(MusterBinary.path, ["serve", "--port", "0", "--database", path], timeoutSeconds: 10),
            "a second server is running on \(path)")
        #expect(result.status == 1)
        #expect(result.output == "")
        #expect(result.error.hasPrefix("muster: Another server is using \(path)"))
        // The one that was moved away takes no writes any more.
        #expect(try first.logIn("admin", Installation.password).status == (name == .moved ? 503 : 200))
    }

    @Test func `commands beside it come and go, and it stays the only one`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        let headers = try installation.headers()
        #expect(try installation.command("doctor").status == 0)
        #expect(try installation.command("backup", installation.folder.file("copy")).status == 0)
        #expect(try installation.command("user", "list").status == 0)
        #expect(try server.makeUnit("x", headers) != nil)
        let result = try installation.command("serve", "--port", "0")
        #expect(result.status == 1 && result.error.hasPrefix("muster: Another server is using"))
    }

    @Test func `a server that was killed holds nothing`() throws {
        let installation = try Installation()
        let first = try installation.serve()
        first.kill()
        let second = try installation.serve()
        #expect(try second.logIn("admin", Installation.password).status == 200)
    }

    @Test func `on a port that is taken, naming address and port`() throws {
        let installation = try Installation()
        let first = try installation.serve()
        let other = try Installation()
        let result = try other.command("serve", "--port", "\(first.port)")
        #expect(result.status == 1)
        #expect(result.output == "")
        #expect(result.error.contains("muster: Cannot listen on 127.0.0.1:\(first.port)"))
        #expect(try first.send("GET", "/health/live").status == 200)
        // The file is free again.
        let next = try other.serve()
        #expect(try next.send("GET", "/health/ready").status == 200)
    }

    @Test func `on an address that is not this machine's`() throws {
        let installation = try Installation()
        let result = try installation.command("serve", "--port", "0", "--host", "192.0.2.1")
        #expect(result.status == 1)
        #expect(result.error.contains("muster: Cannot listen on 192.0.2.1:0"))
    }

    @Test(arguments: ["This is a letter and no database.", ""])
    func `on a file that is none, which stays as it is`(_ text: String) throws {
        let installation = try Installation()
        let bytes = Data(String(repeating: text, count: 200).utf8)
        try bytes.write(to: URL(fileURLWithPath: installation.database))
        guard text.isEmpty else {
            let result = try installation.command("serve", "--port", "0")
            #expect(result.status == 1)
            #expect(result.error.contains("muster: The file is not a database"))
            #expect(try Data(contentsOf: URL(fileURLWithPath: installation.database)) == bytes)
            return
        }
        // An empty file is an empty database.
        #expect(try installation.serve().logIn("admin", Installation.password).status == 200)
    }
}
