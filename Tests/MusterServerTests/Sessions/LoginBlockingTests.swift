import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.3 (blocking), D32, D36.
@Suite("Too many failed logins block the account and the address", .holds("1.3"))
struct LoginBlockingTests {
    private static let prefix = "Block_Multiple_Failed_Logins_"
    private static let byUser =
        #"{"success":false,"status":"error","error":"error-login-blocked-for-user","#
        + #""message":"Login has been temporarily blocked For User","#
        + #""details":{"function":"Accounts.validateLoginAttempt"}}"#
    private static let byAddress =
        #"{"success":false,"status":"error","error":"error-login-blocked-for-ip","#
        + #""message":"Login has been temporarily blocked For IP","#
        + #""details":{"function":"Accounts.validateLoginAttempt"}}"#
    private static let right = #"{"user":"plain","password":"password of plain"}"#

    private static func fail(_ server: TestServer, _ count: Int, user: String = "plain") async throws {
        for _ in 0..<count {
            let body = #"{"user":"\#(user)","password":"wrong"}"#
            let answer = try await server.send("POST", "login", as: .nobody, body: body)
            #expect(answer.status == 401 && answer.text == LogInTests.refused, "\(answer.text)")
        }
    }

    /// Fails without naming an account, which costs no hash.
    private static func failNamelessly(_ server: TestServer, _ count: Int, headers: [(String, String)] = [])
        async throws
    {
        for _ in 0..<count {
            let answer = try await server.send(
                "POST", "login", as: .nobody, body: #"{"resume":"dead"}"#, headers: headers)
            #expect(answer.status == 401 && answer.text == LogInTests.refused, "\(answer.text)")
        }
    }

    private static func logIn(_ server: TestServer, _ body: String = right) async throws -> HTTPAnswer {
        try await server.send("POST", "login", as: .nobody, body: body)
    }

    private static func expectBlocked(_ answer: HTTPAnswer, _ text: String, minutes: Int = 5) {
        #expect(answer.status == 401)
        #expect(answer.text == text)
        let seconds = Int(answer.header("Retry-After") ?? "") ?? 0
        #expect((1...minutes * 60).contains(seconds), "Retry-After: \(seconds)")
        // The failures are seconds old: nearly the whole time is left.
        #expect(seconds > minutes * 60 - 60, "Retry-After: \(seconds)")
    }

    @Test(arguments: TestEngine.allCases)
    func `after ten failures the right password is refused too, and only for that account`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            try await Self.fail(server, 9)
            try await Self.fail(server, 1, user: "PLAIN")
            Self.expectBlocked(try await Self.logIn(server), Self.byUser)
            Self.expectBlocked(try await Self.logIn(server, #"{"user":"plain","password":"wrong"}"#), Self.byUser)
            #expect(try await server.logIn(.admin) != nil)
            #expect(try await server.send("GET", "me", as: .plain).status == 200, "sessions go on")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a name nobody has is blocked in the same way, so that blocking tells nothing`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            try await server.world.set(Self.prefix + "Attempts_Until_Block_by_User", 2)
            try await Self.fail(server, 1, user: "nobody-at-all")
            try await Self.fail(server, 1, user: "Nobody-At-All")
            let body = #"{"user":"nobody-at-all","password":"wrong"}"#
            Self.expectBlocked(try await Self.logIn(server, body), Self.byUser)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a success forgets the failures before it`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.set(Self.prefix + "Attempts_Until_Block_by_User", 3)
            for _ in 0..<3 {
                try await Self.fail(server, 2)
                #expect(try await server.logIn(.plain) != nil)
            }
            try await Self.fail(server, 3)
            Self.expectBlocked(try await Self.logIn(server), Self.byUser)
        }
    }

    @Test(.holds("5.5.39"), arguments: TestEngine.allCases)
    func `the settings of accounts are followed at once`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let world = server.world
            try await world.set(Self.prefix + "Attempts_Until_Block_by_User", 2)
            try await Self.fail(server, 2)
            Self.expectBlocked(try await Self.logIn(server), Self.byUser)
            for (setting, free, blocked) in [
                ("Enabled", false, true), ("By_User", false, true), ("Attempts_Until_Block_by_User", 50, 2),
                ("Time_To_Unblock_By_User_In_Minutes", 0, 5),
            ] as [(String, JSON, JSON)] {
                // Each time the token is made with the account's failures still counted, so log in as often as wanted.
                try await world.set(Self.prefix + setting, free)
                let answer = try await Self.logIn(server)
                #expect(answer.status == 200, "\(setting): \(answer.text)")
                try await world.set(Self.prefix + setting, blocked)
                try await Self.fail(server, 2)
                Self.expectBlocked(try await Self.logIn(server), Self.byUser)
            }
            try await world.set(Self.prefix + "Time_To_Unblock_By_User_In_Minutes", 60)
            Self.expectBlocked(try await Self.logIn(server), Self.byUser, minutes: 60)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `after fifty failures the address is blocked for everybody`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await Self.failNamelessly(server, 49)
            try await Self.fail(server, 1)
            for body in [
                Self.right, #"{"user":"admin","password":"password of admin"}"#, "{}", #"{"resume":"dead"}"#,
                #"{"resume":"token-of-admin"}"#,
            ] {
                Self.expectBlocked(try await Self.logIn(server, body), Self.byAddress)
            }
            #expect(try await server.send("GET", "me").status == 200, "sessions go on")
        }
    }

    @Test(.holds("5.5.40"), arguments: TestEngine.allCases)
    func `the settings of addresses are followed at once`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let world = server.world
            try await world.set(Self.prefix + "Attempts_Until_Block_By_Ip", 3)
            try await Self.failNamelessly(server, 3)
            Self.expectBlocked(try await Self.logIn(server), Self.byAddress)
            for (setting, free, blocked) in [
                ("Enabled", false, true), ("By_Ip", false, true), ("Attempts_Until_Block_By_Ip", 50, 3),
                ("Time_To_Unblock_By_Ip_In_Minutes", 0, 5), ("Ip_Whitelist", "10.0.0.1, 127.0.0.1", "10.0.0.1"),
            ] as [(String, JSON, JSON)] {
                try await world.set(Self.prefix + setting, free)
                #expect(try await server.logIn(.plain) != nil, "\(setting)")
                try await world.set(Self.prefix + setting, blocked)
                Self.expectBlocked(try await Self.logIn(server), Self.byAddress)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a success frees the address of that account's failures, and of no others`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.set(Self.prefix + "Attempts_Until_Block_By_Ip", 3)
            for _ in 0..<3 {
                try await Self.fail(server, 2)
                #expect(try await server.logIn(.plain) != nil)
            }
            try await Self.fail(server, 1, user: "agent")
            #expect(try await server.logIn(.plain) != nil)
            try await Self.failNamelessly(server, 1)
            #expect(try await server.logIn(.admin) != nil)
            try await Self.fail(server, 1, user: "manager")
            Self.expectBlocked(try await Self.logIn(server), Self.byAddress)
        }
    }

    @Test(.holds("D36.1"), arguments: TestEngine.allCases)
    func `what a client says of its own address counts for nothing`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.set(Self.prefix + "Attempts_Until_Block_By_Ip", 3)
            for number in 1...3 {
                let claims = [("X-Forwarded-For", "10.0.0.\(number)"), ("X-Real-IP", "10.0.0.\(number)")]
                try await Self.failNamelessly(server, 1, headers: claims)
            }
            Self.expectBlocked(try await Self.logIn(server), Self.byAddress)
        }
    }
}
