import MusterModel
@testable import MusterServer
import MusterTestSupport
import MusterTestWorld
import Testing

/// `users.forgotPassword` (D87).
@Suite("A forgotten password is asked for by mail")
struct ForgotPasswordTests {
    private static let route = "users.forgotPassword"
    static let refusals: [(String?, String)] = [
        (nil, Refusal.plain("The 'email' param is required")), ("{}", Refusal.plain("The 'email' param is required")),
        (#"{"email":""}"#, Refusal.plain("The 'email' param is required")),
        (#"{"email":" "}"#, Refusal.plain("The 'email' param is required")),
        (#"{"email":null}"#, Refusal.plain("The 'email' param is required")),
        (#"{"email":5}"#, Refusal.match("Expected string, got number in field email")),
        (#"{"email":["plain@example.com"]}"#, Refusal.match("Expected string, got object in field email")),
    ]

    @Test(arguments: TestEngine.allCases)
    func `an address is a text that says something`(_ engine: TestEngine) async throws {
        let post = try Postbox()
        try await TestServer.run(on: World(engine), sendmail: post.program) { server in
            for (body, answer) in Self.refusals {
                try await server.expect(Exchange("POST \(Self.route)", as: .nobody, body, gives: answer))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `without a program that sends mail the answer says so for every address`(
        _ engine: TestEngine
    ) async throws {
        try await expectRefused(
            engine,
            ["plain@example.com", "nobody@example.com", "x"].map { email in
                Exchange(
                    "POST \(Self.route)", as: .nobody, #"{"email":"\#(email)"}"#,
                    gives: Refusal.typed(
                        "This server sends no mail: its operator has not set that up", "error-mail-is-off"))
            })
    }

    @Test(arguments: TestEngine.allCases)
    func `nobody learns whether an address exists, and only its user gets a mail`(_ engine: TestEngine) async throws {
        let post = try Postbox()
        try await TestServer.run(on: World(engine), sendmail: post.program) { server in
            let long = String(repeating: "x", count: 1000)
            for email in [
                "nobody@example.com", "inactive@example.com", "x", "plain@example.com\\r\\nBcc: all", "%@example.com",
                long,
                // Last: mails are sent one after the other.
                " PLAIN@Example.com ",
            ] {
                let answer = try await server.send(
                    "POST", Self.route, as: .nobody, body: #"{"email":"\#(email)"}"#)
                #expect(answer.status == 200 && answer.text == #"{"success":true}"#, "\(email)")
            }
            let items = try await post.items(1)
            #expect(items.count == 1)
            #expect(items[0].arguments == ["-i", "--", "plain@example.com"])
            #expect(items[0].text.hasPrefix("To: plain@example.com\nSubject: Your new password\n"))
            #expect(items[0].text.contains("your account plain."))
            #expect(try await server.eventKinds() == ["user.password-reset-requested"])
            let token = try #require(items[0].token)
            let events = try await server.world.events()
            #expect(!"\(events)".contains(token))
            let kept = try await server.world.number(
                "SELECT count(*) FROM password_resets WHERE hashed_token = $1", Digest.ofToken(token))
            #expect(kept == 1, "its digest is kept, and nothing else")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `no shell reads an address, no option is one, and the program sees little of the server`(
        _ engine: TestEngine
    ) async throws {
        let post = try Postbox()
        try await TestServer.run(on: World(engine), sendmail: post.program) { server in
            let addresses = ["a|b&`id`$HOME@example.com", "-oQ/tmp@example.com"]
            for (address, who) in zip(addresses, [Who.plain, .agent]) {
                try await server.world.run(
                    "UPDATE user_emails SET address = $1, address_folded = $2 WHERE user_id = $3", address,
                    address.lowercased(), who.id)
                let answer = try await server.send(
                    "POST", Self.route, as: .nobody, body: #"{"email":"\#(address)"}"#)
                #expect(answer.status == 200)
            }
            let items = try await post.items(2)
            #expect(Set(items.map(\.arguments)) == Set(addresses.map { ["-i", "--", $0] }))
            let names = Set(items.flatMap(\.environment).map { String($0.prefix { $0 != "=" }) })
            // The last three are the shell's own.
            #expect(names.subtracting(["HOME", "PATH", "USER", "PWD", "OLDPWD", "_", "SHLVL"]) == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a mailbox is not filled: the next mail comes after a pause`(
        _ engine: TestEngine
    ) async throws {
        let post = try Postbox()
        let world = try await World(engine)
        try await TestServer.run(on: world, sendmail: post.program) { server in
            let ask = { (email: String) in
                let answer = try await server.send("POST", Self.route, as: .nobody, body: #"{"email":"\#(email)"}"#)
                #expect(answer.status == 200)
            }
            for _ in 0..<5 { try await ask("plain@example.com") }
            try await ask("agent@example.com")
            let first = try await post.items(2)
            #expect(Set(first.map { $0.arguments.last }) == ["plain@example.com", "agent@example.com"])
            let pause = Limits.resetPauseSeconds * 1000
            try await world.run("UPDATE password_resets SET created_at = created_at - \(pause)")
            try await ask("plain@example.com")
            #expect(try await post.items(3).count == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a mail names the site and the sender of the settings`(_ engine: TestEngine) async throws {
        let post = try Postbox()
        try await TestServer.run(on: World(engine), sendmail: post.program) { server in
            try await server.world.set("Site_Url", "https://chat.example.com/")
            try await server.world.set("From_Email", "muster@example.com")
            _ = try await server.fetch("POST", Self.route, as: .nobody, body: #"{"email":"plain@example.com"}"#)
            let text = try #require(try await post.items(1).first?.text)
            #expect(text.hasPrefix("From: muster@example.com\nTo: plain@example.com\n"))
            #expect(text.contains("POST https://chat.example.com/api/muster/v1/password-reset\n"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `with the setting off nobody asks`(_ engine: TestEngine) async throws {
        let post = try Postbox()
        try await TestServer.run(on: World(engine), sendmail: post.program) { server in
            try await server.world.set("Accounts_PasswordReset", false)
            try await server.expect(
                Exchange(
                    "POST \(Self.route)", as: .nobody, #"{"email":"plain@example.com"}"#,
                    gives: Refusal.plain("Password reset is not enabled")))
        }
    }

    @Test(arguments: TestEngine.allCases, ["/bin/false", "/nonexistent/sendmail"])
    func `a program that fails is the operator's matter`(_ engine: TestEngine, _ program: String) async throws {
        try await TestServer.run(on: World(engine), sendmail: program) { server in
            for email in ["plain@example.com", "nobody@example.com"] {
                let answer = try await server.send("POST", Self.route, as: .nobody, body: #"{"email":"\#(email)"}"#)
                #expect(answer.text == #"{"success":true}"#)
            }
        }
    }

    @Test func `a program that hangs is ended`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("sendmail")
        try Script.write("exec sleep 600", to: path)
        let failure = await #expect(throws: Failure.self) {
            try await Sendmail(path: path, secondsMax: 1)
                .send(Mail(to: "a@example.com", subject: "s", from: nil, body: "b"))
        }
        #expect(failure?.text == "\(path) ended with status 137")
    }

    @Test func `a sender that is no address is left out`() {
        for sender in [nil, "", "x", "a@b.c\nBcc: all@example.com", "A <a@b.c>"] {
            let mail = Mail(to: "a@example.com", subject: "s", from: sender, body: "b")
            #expect(mail.text.hasPrefix("To: a@example.com\nSubject: s\n"))
        }
        let mail = Mail(to: "a@example.com", subject: "s", from: "muster@example.com", body: "b")
        #expect(mail.text.hasPrefix("From: muster@example.com\nTo: a@example.com\n"))
        #expect(mail.text.hasSuffix("\n\nb\n"))
    }
}
