import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// D67: guessing the present password of a session that somebody left open.
@Suite("Guesses of the present password count like failed logins")
struct PasswordGuessTests {
    private static let prefix = "Block_Multiple_Failed_Logins_"

    /// Asks for a new address with a present password.
    private static func ask(_ server: TestServer, as who: Who, _ password: String?) async throws -> HTTPAnswer {
        var data: JSONObject = ["email": .string("new-\(Identifier.newID())@example.com")]
        data["currentPassword"] = password.map { .string(Digest.hex($0)) }
        let body: JSON = ["data": .object(data)]
        return try await server.send("POST", "users.updateOwnBasicInfo", as: who, body: body.text())
    }

    private static func guess(_ server: TestServer, as who: Who, _ times: Int) async throws {
        for _ in 0..<times {
            let answer = try await ask(server, as: who, "wrong")
            #expect(answer.status == 400 && answer.text.contains("[totp-invalid]"), "\(answer.text)")
        }
    }

    private static func expectBlocked(_ answer: HTTPAnswer, by kind: String = "user") {
        #expect(answer.status == 400, "a 401 would say that the session is over")
        #expect(answer.json?.found("errorType") == .string("error-login-blocked-for-\(kind)"), "\(answer.text)")
    }

    @Test(.keepsAway("Muster 11.12"), arguments: TestEngine.allCases, [Who.plain, .admin])
    func `after ten the right one is refused too, and so is a login, whatever limits somebody may pass`(
        _ engine: TestEngine, _ who: Who
    ) async throws {
        let world = try await World(engine)
        try await world.set("API_Enable_Rate_Limiter_Limit_Calls_Default", 100)
        try await TestServer.run(on: world, countingCalls: true) { server in
            try await Self.guess(server, as: who, 10)
            Self.expectBlocked(try await Self.ask(server, as: who, who.password))
            Self.expectBlocked(try await Self.ask(server, as: who, "wrong"))
            let login: JSON = ["user": .string(who.username), "password": .string(who.password)]
            let answer = try await server.send("POST", "login", as: .nobody, body: login.text())
            #expect(answer.status == 401 && answer.text.contains("error-login-blocked-for-user"))
            #expect(try await server.send("GET", "me", as: who).status == 200, "the session goes on")
            let name = #"{"data":{"name":"Another"}}"#
            let rename = try await server.send("POST", "users.updateOwnBasicInfo", as: who, body: name)
            #expect(rename.status == 200, "what asks for no password goes on")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `guesses and failed logins are one count, and a success of either ends it`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.set(Self.prefix + "Attempts_Until_Block_by_User", 4)
            let wrong = #"{"user":"plain","password":"wrong"}"#
            for _ in 0..<2 {
                try await Self.guess(server, as: .plain, 2)
                #expect(try await server.send("POST", "login", as: .nobody, body: wrong).status == 401)
                #expect(try await Self.ask(server, as: .plain, Who.plain.password).status == 200)
                try await Self.guess(server, as: .plain, 3)
                #expect(try await server.logIn(.plain) != nil)
            }
            try await Self.guess(server, as: .plain, 3)
            #expect(try await server.send("POST", "login", as: .nobody, body: wrong).status == 401)
            Self.expectBlocked(try await Self.ask(server, as: .plain, Who.plain.password))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the address is counted too, a missing password is no guess, and the settings hold`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.set(Self.prefix + "Attempts_Until_Block_By_Ip", 3)
            for _ in 0..<5 {
                #expect(try await Self.ask(server, as: .plain, nil).text.contains("[totp-required]"))
            }
            try await Self.guess(server, as: .plain, 2)
            try await Self.guess(server, as: .admin, 1)
            Self.expectBlocked(try await Self.ask(server, as: .admin, Who.admin.password), by: "ip")
            #expect(try await server.logIn(.admin) == nil)
            try await server.world.set(Self.prefix + "Enabled", false)
            #expect(try await Self.ask(server, as: .admin, Who.admin.password).status == 200)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `guesses side by side are no more than those one after the other`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let answered = try await withThrowingTaskGroup(of: Bool.self) { tasks in
                for _ in 0..<30 {
                    tasks.addTask { try await Self.ask(server, as: .plain, "wrong").text.contains("[totp-invalid]") }
                }
                return try await tasks.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect((10...15).contains(answered), "\(answered) guesses were answered")
        }
    }
}
