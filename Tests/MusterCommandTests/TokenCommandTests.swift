import Foundation
import MusterModel
import MusterTestSupport
import Testing

/// `muster token create`.
@Suite("muster token makes tokens for scripts", .programs)
struct TokenCommandTests {
    @Test func `it prints two headers that are accepted at once, while a server runs`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        let first = try installation.headers()
        let second = try installation.headers()
        #expect(first[0].1.count == 43)
        #expect(first[0].1 != second[0].1)
        #expect(first[1].1 == second[1].1)
        #expect(try server.isLoggedIn(first))
        #expect(try server.isLoggedIn(second))
        #expect(try server.send("GET", "me", [first[0], ("X-User-Id", "rocket.cat")]).status == 401)
        #expect(server.terminate() == 0)
        for file in try FileManager.default.contentsOfDirectory(atPath: installation.folder.path) {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: installation.folder.file(file)))
            #expect(bytes.range(of: Data(first[0].1.utf8)) == nil, "\(file) has the token in plain")
        }
        #expect(try installation.command("doctor").status == 0)
    }

    @Test(arguments: ["nobody", "ADMIN2", ""])
    func `for a user who does not exist it says so`(_ user: String) throws {
        let installation = try Installation.prepared()
        let result = try installation.command("token", "create", "--user", user)
        #expect(result.status == 1)
        #expect(result.output == "")
        #expect(result.error == "muster: There is no user \(user)\n")
    }

    @Test func `for a user who was shut out it refuses`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        let made = try installation.command("user", "create", "ada", "--random-password")
        let id = try #require(made.output.split(separator: " ").first.map(String.init))
        let body: JSON = ["userId": .string(id), "activeStatus": false]
        let answer = try server.send("POST", "users.setActiveStatus", installation.headers(), body: body.text())
        #expect(answer.status == 200)
        let result = try installation.command("token", "create", "--user", "ada")
        #expect(result.status == 1)
        #expect(result.error == "muster: The user ada is deactivated\n")
    }

    @Test func `without a database it makes none`() throws {
        let installation = try Installation()
        for arguments in [["token", "create", "--user", "admin"], ["user", "list"], ["doctor"], ["backup", "x"]] {
            let result = try run(MusterBinary.path, arguments + ["--database", installation.database])
            #expect(result.status == 1)
            #expect(result.output == "")
            #expect(result.error == "muster: There is no database at \(installation.database)\n")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: installation.folder.path) == [])
    }
}
