import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.2, D21: passwords that others give.
@Suite("A password that somebody else gives", .holds("5.1", "5.2"))
struct UserPasswordTests {
    @Test(.holds("5.2.8"), arguments: TestEngine.allCases)
    func `no policy holds for users.create`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.set("Accounts_Password_Policy_Enabled", true)
            let body = CreateUserRefusalTests.body(["password": "a"])
            #expect(try await server.send("POST", "users.create", body: body).status == 200)
            let login = #"{"user":"new","password":"a"}"#
            #expect(try await server.send("POST", "login", as: .nobody, body: login).status == 200)
        }
    }

    @Test(.holds("5.2.59"), arguments: TestEngine.allCases)
    func `a random one ends every session at once`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = #"{"userId":"id-plain","data":{"setRandomPassword":true}}"#
            let answer = try await server.send("POST", "users.update", body: body)
            #expect(answer.status == 200 && answer.json?.found("user", "password") == nil, "\(answer.text)")
            #expect(try await server.send("GET", "me", as: .plain).text == Refusal.notLoggedIn)
            #expect(try await server.logIn(.plain) == nil)
            #expect(try await server.send("GET", "me").status == 200, "nobody else's")
        }
    }
}
