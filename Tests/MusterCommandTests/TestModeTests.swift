import Facts
import Foundation
import MusterModel
import MusterTestSupport
import Testing

/// `TEST_MODE=true` (D19).
@Suite("TEST_MODE brings a known admin, on this machine only", .holds("1.18"), .programs)
struct TestModeTests {
    private static let admin = "rocketchat.internal.admin.test"
    private static let mode = ["TEST_MODE": "true"]

    @Test(.keepsAway("Muster 11.16")) func `id, user name and password are the same, the address is unverified`() throws
    {
        let installation = try Installation()
        let server = try installation.serve(environment: Self.mode)
        let login = try server.logIn(Self.admin, Self.admin)
        #expect(login.status == 200)
        let data = login.json?.object?["data"]?.object
        #expect(data?["userId"]?.string == Self.admin)
        let me = data?["me"]?.object
        #expect(me?["_id"]?.string == Self.admin)
        #expect(me?["username"]?.string == Self.admin)
        #expect(me?["name"] == "RocketChat Internal Admin Test")
        #expect(me?["emails"] == [["address": .string(Self.admin + "@rocket.chat"), "verified": false]])
        #expect(me?["roles"] == ["admin"])
        #expect(server.standardErrorText.contains("TEST_MODE is on"))
        // They are the only admin: no other is made beside them.
        #expect(!server.standardErrorText.contains("first admin"))
        let people = try installation.command("user", "list").output.split(separator: "\n")
        #expect(people.filter { $0.contains("admin,") || $0.hasSuffix("admin") }.count == 1)
    }

    @Test func `the admin is made anew at every start`() throws {
        let installation = try Installation()
        let first = try installation.serve(environment: Self.mode)
        let headers = try installation.headers(of: Self.admin)
        #expect(try first.isLoggedIn(headers))
        let changed = try installation.command("user", "set-password", Self.admin, input: "another password\n")
        #expect(changed.status == 0)
        #expect(try first.logIn(Self.admin, Self.admin).status == 401)
        let again = try installation.headers(of: Self.admin)
        #expect(first.terminate() == 0)

        let second = try installation.serve(environment: Self.mode)
        #expect(try second.logIn(Self.admin, Self.admin).status == 200)
        #expect(try second.logIn(Self.admin, "another password").status == 401)
        #expect(try !second.isLoggedIn(again))
        #expect(second.terminate() == 0)
        #expect(try installation.command("doctor").status == 0)
    }

    @Test(.holds("1.13.14"), arguments: [mode, ["TEST_MODE": "false", "ADMIN_PASS": Installation.password]])
    func `calls are counted without it only`(_ environment: [String: String]) throws {
        let installation = try Installation()
        let server = try installation.serve(environment: environment)
        let answer = try server.logIn("nobody", "wrong")
        #expect(answer.status == 401)
        let limit: String? = environment == Self.mode ? nil : "10"
        #expect(answer.header("x-ratelimit-limit") == limit)
    }

    @Test func `login blocking stays on`() throws {
        let installation = try Installation()
        let server = try installation.serve(environment: Self.mode)
        for _ in 0..<10 { #expect(try server.logIn(Self.admin, "wrong").status == 401) }
        let blocked = try server.logIn(Self.admin, Self.admin)
        #expect(blocked.status == 401)
        #expect(blocked.json?.object?["error"] == "error-login-blocked-for-user")
        #expect(blocked.header("Retry-After") != nil)
    }

    @Test(arguments: ["0.0.0.0", "::", "192.0.2.1", "localhost.example.com", "127.0.0.1.example.com", "1270.0.0.1"])
    func `it is refused on any address but loopback, before a file is made`(_ host: String) throws {
        let installation = try Installation()
        let result = try installation.command("serve", "--port", "0", "--host", host, environment: Self.mode)
        #expect(result.status == 1)
        #expect(result.output == "")
        #expect(result.error.contains("TEST_MODE") && result.error.contains("loopback"))
        #expect(!FileManager.default.fileExists(atPath: installation.database))
    }

    @Test(arguments: ["localhost", "127.0.0.2"])
    func `it is served on any name of loopback`(_ host: String) throws {
        let installation = try Installation()
        let server = try installation.serve("--host", host, environment: Self.mode)
        #expect(server.standardOutputText == "Muster is listening on http://\(host):\(server.port)\n")
    }

    @Test(arguments: ["", "false", "1", "yes"])
    func `any other value makes no known admin`(_ value: String) throws {
        let installation = try Installation()
        let server = try installation.serve(environment: ["TEST_MODE": value, "ADMIN_PASS": Installation.password])
        #expect(try server.logIn(Self.admin, Self.admin).status == 401)
        #expect(try server.logIn("admin", Installation.password).status == 200)
    }
}
