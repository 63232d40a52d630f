import Facts
import HTTPTypes
import MusterModel
@testable import MusterServer
@testable import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// D28 and the original's defect 7 (contract 8): no answer contains a hash, a token or a password.
@Suite("No answer and no event tells a secret")
struct SecretTests {
    /// What must not come out: every hash and digest stored, and every token and password of the test world.
    private static func secrets(_ world: World) async throws -> [String] {
        let stored = try await world.store.read { transaction in
            try transaction.rows("SELECT hashed_token FROM login_tokens", []).map { $0.text(0) }
                + transaction.rows("SELECT password_hash FROM users WHERE password_hash IS NOT NULL", []).map {
                    $0.text(0)
                }
        }
        let known = Who.people.flatMap { [$0.token, $0.password] }
        return stored + known + ["$2b$", "$2a$", "bcrypt", "hashedToken", "new password", Digest.hex("new password")]
    }

    private static func expectNone(_ secrets: [String], in text: String, _ source: String) {
        for secret in secrets { #expect(!text.contains(secret), "\(source) tells \(secret)") }
    }

    /// Bodies that make the routes answer in full.
    private static let bodies: [(request: String, body: String)] = [
        ("POST users.create", #"{"username":"n","name":"N","email":"n@example.com","password":"new password"}"#),
        ("POST users.create", #"{"username":"n","name":"N","email":"n@example.com","password":"new password"}"#),
        ("POST users.create", #"{"username":"o","name":"<","email":"o@example.com","password":"new password"}"#),
        ("POST users.create", #"{"username":"o","name":"O","email":"o","password":"new password"}"#),
        ("POST users.create", #"{"password":"new password"}"#),
        ("POST login", #"{"user":"n","password":"wrong"}"#), ("POST login", #"{"resume":"dead"}"#),
        ("POST livechat/monitors.create", #"{"username":"n"}"#), ("POST livechat/units", unitBody("n")),
        ("POST livechat/monitors.delete", #"{"username":"n"}"#),
        ("POST users.setActiveStatus", #"{"userId":"id-monitorB","activeStatus":false}"#),
        ("POST users.delete", #"{"userId":"id-idleMonitor"}"#), ("POST users.delete", #"{"userId":"x"}"#),
        ("PUT livechat/department/dep-1", GoldenTests.department), ("POST livechat/department", GoldenTests.department),
        (
            "POST method.call/x",
            #"{"message":"{\"msg\":\"method\",\"id\":\"1\",\"method\":\"livechat:addMonitor\",\"params\":[\"n\"]}"}"#
        ),
    ]

    @Test(.holds("D28.1"), arguments: TestEngine.allCases)
    func `not what a GET shows, to anybody`(_ engine: TestEngine) async throws {
        let paths = Routes.all.filter { $0.method == .get && !$0.path.hasSuffix("/logout") }.map(\.path)
        let more =
            Who.people.flatMap {
                ["users.info?userId=\($0.id)", "users.info?username=\($0.username)&fields=%7B%22services%22%3A1%7D"]
            }
            + ["users.list?count=0&fields=%7B%22services%22%3A1%7D", "livechat/monitors?text=a&count=0"]
            + [
                "directory?type=users&count=0", "users.autocomplete?selector=%7B%7D",
                "users.info?email=agent@example.com",
            ]
            + ["agent", "manager"].flatMap { ["livechat/users/\($0)?count=0", "livechat/users/\($0)/id-agent"] }
        try await TestServer.run(engine) { server in
            let secrets = try await Self.secrets(server.world)
            #expect(secrets.count > 25)
            for who in [Who.admin, .manager, .monitorA, .plain, .nobody] {
                for pattern in paths {
                    let path = pattern.replacing(":username", with: "monitorA").replacing(":_id", with: "dep-1")
                        .replacing(":unitId", with: "unit-a").replacing(":id", with: "unit-a")
                    let answer = try await server.send("GET", path, as: who)
                    Self.expectNone(secrets, in: Self.whole(answer), "GET \(path)")
                }
                for path in more {
                    let answer = try await server.send("GET", path, as: who)
                    Self.expectNone(secrets, in: Self.whole(answer), "GET \(path)")
                }
            }
        }
    }

    @Test(.holds("D28.1"), arguments: TestEngine.allCases)
    func `not what a change answers, nor what the event log keeps of it`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (request, body) in Self.bodies {
                let parts = request.split(separator: " ").map(String.init)
                let answer = try await server.send(parts[0], parts[1], body: body)
                #expect([200, 400, 401].contains(answer.status), "\(request): \(answer.text)")
                Self.expectNone(try await Self.secrets(server.world), in: Self.whole(answer), request)
            }
            let secrets = try await Self.secrets(server.world)
            let events = try await server.world.events()
            #expect(events.count > 8)
            for event in events {
                let text = (event.before?.text() ?? "") + (event.after?.text() ?? "")
                Self.expectNone(secrets, in: text, event.kind)
            }
        }
    }

    @Test(.holds("8.0.6"), arguments: TestEngine.allCases)
    func `a login tells the new token, once, and nothing else`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = #"{"user":"plain","password":"password of plain"}"#
            let answer = try await server.send("POST", "login", as: .nobody, body: body)
            let token = try #require(answer.json?.found("data", "authToken")?.string)
            #expect(answer.text.components(splitBy: token) == 2)
            Self.expectNone(try await Self.secrets(server.world), in: answer.text, "login")
            let resumed = try await server.send("POST", "login", as: .nobody, body: #"{"resume":"\#(token)"}"#)
            let others = try await Self.secrets(server.world).filter { $0 != token }
            Self.expectNone(others, in: resumed.text, "login by token")
        }
    }

    private static func whole(_ answer: HTTPAnswer) -> String {
        answer.headers.map { "\($0.name): \($0.value)\n" }.joined() + answer.text
    }
}

extension String {
    /// How many parts a text falls into at every place where another stands.
    fileprivate func components(splitBy text: String) -> Int {
        split(separator: text, omittingEmptySubsequences: false).count
    }
}
