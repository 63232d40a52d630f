import Facts
import MusterModel
import MusterTestSupport
import Testing

/// `muster user create|list|set-password`.
@Suite("muster user makes, lists and repairs users", .programs)
struct UserCommandTests {
    @Test func `a user made with a password from standard input logs in with it`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        let made = try installation.command(
            "user", "create", "ada", "--name", "Ada L.", "--email", "ada@example.com", "--role", "livechat-monitor",
            "--role", "user", input: "a long secret\n")
        #expect(made.status == 0)
        #expect(made.output.hasSuffix(" ada\n") && made.output.split(separator: " ").first?.count == 17)
        #expect(!made.output.contains("secret") && !made.error.contains("secret"))
        let login = try server.logIn("ada@example.com", "a long secret")
        #expect(login.status == 200)
        let me = login.json?.object?["data"]?.object?["me"]?.object
        #expect(me?["name"] == "Ada L.")
        #expect(me?["roles"] == ["livechat-monitor", "user"])
    }

    @Test func `a random password is printed and logs in`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        let made = try installation.command("user", "create", "ada", "--random-password")
        let password = try #require(text(in: made.output, after: "password: ", until: "\n"))
        #expect(password.count >= 20)
        let me = try server.logIn("ada", password).json?.object?["data"]?.object?["me"]?.object
        #expect(me?["name"] == "ada")
        #expect(me?["roles"] == ["user"])
    }

    @Test func `the list has a line a user: id, name, state, roles`() throws {
        let installation = try Installation.prepared()
        _ = try installation.command("user", "create", "zoe", "--role", "livechat-agent", "--random-password")
        let rows = try installation.command("user", "list").output.split(separator: "\n").map {
            $0.split(separator: "\t").map(String.init)
        }
        #expect(rows.map { $0[1] } == ["admin", "rocket.cat", "zoe"])
        #expect(rows.map { $0[2] } == ["active", "active", "active"])
        #expect(rows.map { $0[3] } == ["admin", "bot", "livechat-agent"])
    }

    static let refusals: [(arguments: [String], input: String?, problem: String)] = [
        (["admin", "--random-password"], nil, "admin is already in use"),
        (["ADMIN", "--random-password"], nil, "ADMIN is already in use"),
        (["no good", "--random-password"], nil, "no good is not a valid username"),
        (["", "--name", "x", "--random-password"], nil, "The field Username is required"),
        (["ada", "--name", " ", "--random-password"], nil, "The field Name is required"),
        (["ada", "--name", "<b>", "--random-password"], nil, "Name contains invalid characters"),
        (["ada", "--email", "nowhere", "--random-password"], nil, "Invalid email nowhere"),
        (["ada", "--role", "emperor", "--random-password"], nil, "There is no role emperor"),
        (["ada"], "", "There is no password on standard input"),
        (["ada"], "\n", "There is no password on standard input"),
        (["ada"], nil, "There is no password on standard input"),
    ]

    @Test(arguments: refusals)
    func `what cannot be is refused in words, and nobody is made`(
        _ row: (arguments: [String], input: String?, problem: String)
    ) throws {
        let installation = try Installation.prepared()
        let result = try run(
            MusterBinary.path, ["user", "create", "--database", installation.database] + row.arguments,
            input: row.input)
        #expect(result.status == 1)
        #expect(result.output == "")
        #expect(result.error.hasPrefix("muster: \(row.problem)"), "\(result.error)")
        #expect(try installation.command("user", "list").output.split(separator: "\n").count == 2)
    }

    @Test func `an address that is taken is refused`() throws {
        let installation = try Installation.prepared()
        let arguments = ["user", "create", "--email", "a@example.com", "--random-password"]
        let first = try run(MusterBinary.path, arguments + ["one", "--database", installation.database])
        #expect(first.status == 0)
        let second = try run(MusterBinary.path, arguments + ["two", "--database", installation.database])
        #expect(second.status == 1)
        #expect(second.error == "muster: a@example.com is already in use\n")
    }

    @Test(.holds("D21.2")) func `a new password ends every token, the old password and no one else's`() throws {
        let installation = try Installation()
        let server = try installation.serve()
        _ = try installation.command("user", "create", "ada", input: "first secret\n")
        let tokens = try [installation.headers(of: "ada"), installation.headers(of: "ada")]
        let admin = try installation.headers()
        let login = try server.logIn("ada", "first secret").json?.object?["data"]?.object
        let session = [
            ("X-Auth-Token", login?["authToken"]?.string ?? ""), ("X-User-Id", login?["userId"]?.string ?? ""),
        ]
        for headers in tokens + [session] { #expect(try server.isLoggedIn(headers)) }

        let changed = try installation.command("user", "set-password", "ada", input: "second secret\n")
        #expect(changed.status == 0 && changed.output == "" && changed.error == "")
        for headers in tokens + [session] { #expect(try !server.isLoggedIn(headers)) }
        #expect(try server.isLoggedIn(admin))
        #expect(try server.logIn("ada", "first secret").status == 401)
        #expect(try server.logIn("ada", "second secret").status == 200)

        let random = try installation.command("user", "set-password", "ada", "--random-password")
        let password = try #require(text(in: random.output, after: "password: ", until: "\n"))
        #expect(try server.logIn("ada", password).status == 200)
    }

    @Test func `a password for nobody is refused`() throws {
        let installation = try Installation.prepared()
        let result = try installation.command("user", "set-password", "nobody", input: "secret\n")
        #expect(result.status == 1)
        #expect(result.error == "muster: There is no user nobody\n")
        let empty = try installation.command("user", "set-password", "admin", input: "")
        #expect(empty.status == 1)
        #expect(empty.error.hasPrefix("muster: There is no password on standard input"))
    }
}
