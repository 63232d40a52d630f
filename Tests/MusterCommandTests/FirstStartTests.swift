import Facts
import Foundation
import MusterModel
import MusterTestSupport
import Testing

/// What the first start makes and says (D18), and what later starts keep.
@Suite("The first start makes one admin; later starts keep them", .holds("1.18"), .programs)
struct FirstStartTests {
    @Test func `standard output has exactly one line, whatever is asked of the server`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        let line = "Muster is listening on http://127.0.0.1:\(server.port)\n"
        #expect(server.standardOutputText == line)
        #expect(try server.logIn("admin", "wrong").status == 401)
        #expect(try server.send("GET", "/health/ready").status == 200)
        #expect(try server.send("GET", "nowhere").status == 404)
        #expect(server.terminate() == 0)
        #expect(server.standardOutputText == line)
        #expect(server.standardErrorText.contains("/api/v1/login"))
    }

    @Test func `the random password is printed once, on standard error, and logs in`() throws {
        let installation = try Installation()
        let first = try installation.serve(environment: [:])
        let printed = try #require(
            text(in: first.standardErrorText, after: "admin is admin, the password ", until: " "))
        #expect(printed.count >= 20)
        #expect(first.standardErrorText.components(separatedBy: printed).count == 2)
        #expect(!first.standardOutputText.contains(printed))
        #expect(try first.logIn("admin", printed).status == 200)
        #expect(try first.logIn("admin", printed + "x").status == 401)
        #expect(first.terminate() == 0)
        for file in try FileManager.default.contentsOfDirectory(atPath: installation.folder.path) {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: installation.folder.file(file)))
            #expect(bytes.range(of: Data(printed.utf8)) == nil, "\(file) has the password in plain")
        }
        let second = try installation.serve(environment: [:])
        #expect(!second.standardErrorText.contains("password"))
        #expect(try second.logIn("admin", printed).status == 200)
    }

    @Test func `ADMIN variables say who the admin is, and are not used again`() throws {
        let installation = try Installation()
        let first = try installation.serve(environment: [
            "ADMIN_USERNAME": "ada", "ADMIN_PASS": "first secret", "ADMIN_EMAIL": "ada@example.com",
            "ADMIN_NAME": "Ada Lovelace",
        ])
        #expect(!first.standardErrorText.contains("first secret"))
        let login = try first.logIn("ada@example.com", "first secret")
        #expect(login.status == 200)
        let me = login.json?.object?["data"]?.object?["me"]?.object
        #expect(me?["username"] == "ada")
        #expect(me?["name"] == "Ada Lovelace")
        #expect(me?["emails"] == [["address": "ada@example.com", "verified": false]])
        #expect(me?["roles"] == ["admin"])
        #expect(try first.logIn("admin", "first secret").status == 401)
        #expect(first.terminate() == 0)

        let second = try installation.serve(environment: ["ADMIN_USERNAME": "eve", "ADMIN_PASS": "other secret"])
        #expect(try second.logIn("ada", "first secret").status == 200)
        #expect(try second.logIn("eve", "other secret").status == 401)
        #expect(second.terminate() == 0)
        let users = try installation.command("user", "list").output
        #expect(users.contains("ada") && !users.contains("eve"))
    }

    @Test func `ADMIN_EMAIL_VERIFIED makes the address count as proven`() throws {
        let installation = try Installation()
        let server = try installation.serve(environment: [
            "ADMIN_PASS": "secret", "ADMIN_EMAIL": "a@example.com", "ADMIN_EMAIL_VERIFIED": "true",
        ])
        let me = try server.logIn("admin", "secret").json?.object?["data"]?.object?["me"]?.object
        #expect(me?["emails"] == [["address": "a@example.com", "verified": true]])
        #expect(me?["email"] == "a@example.com")
    }

    @Test(arguments: [
        (["ADMIN_USERNAME": "no good"], "ADMIN_USERNAME"), (["ADMIN_EMAIL": "nowhere"], "ADMIN_EMAIL"),
    ])
    func `an impossible admin is refused in words`(_ environment: [String: String], _ name: String) throws {
        let installation = try Installation()
        let result = try installation.command("serve", "--port", "0", environment: environment)
        #expect(result.status == 1)
        #expect(result.output == "")
        #expect(result.error.contains("muster: \(name) "))
        // What was wrong can be put right: the next start is a first start.
        let server = try installation.serve()
        #expect(try server.logIn("admin", Installation.password).status == 200)
    }

    @Test func `a fresh workspace has the bot, the default permissions and a healthy store`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        let headers = try installation.headers()
        let cat = try server.send("GET", "users.info?username=rocket.cat", headers).json?.object?["user"]?.object
        #expect(cat?["_id"] == "rocket.cat")
        #expect(cat?["type"] == "bot")
        #expect(try server.unitIDs(headers) == [])
        let doctor = try installation.command("doctor")
        #expect(doctor.status == 0)
        #expect(doctor.output.contains("permissions 201"))
    }

    @Test func `without --database the file is below muster-data where the command runs`() throws {
        let folder = try TemporaryFolder()
        let server = try ServerProcess(
            binary: MusterBinary.path, arguments: ["serve", "--port", "0"], workingDirectory: folder.path)
        #expect(FileManager.default.fileExists(atPath: folder.file("muster-data/muster.sqlite")))
        #expect(server.terminate() == 0)
    }

    @Test func `nobody but the owner may read the database`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        #expect(server.isRunning)
        for file in try FileManager.default.contentsOfDirectory(atPath: installation.folder.path) {
            let path = installation.folder.file(file)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect((mode ?? 0o777) & 0o077 == 0, "\(file)")
        }
    }
}
