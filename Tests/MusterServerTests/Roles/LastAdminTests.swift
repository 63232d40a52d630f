import Facts
import MusterModel
import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// D70: who counts as an administrator where the last one must stay.
@Suite("The last admin is the last who is active, can log in and is no guest")
struct LastAdminTests {
    /// Admins who are none: each holds the role beside `admin`.
    static let others: [(what: String, statements: [String])] = [
        ("a guest", ["INSERT INTO user_roles (user_id, role_id, position) VALUES ('id-plain', 'guest', 9)"]),
        ("shut out", ["UPDATE users SET active = 0 WHERE id = 'id-plain'"]),
        ("without a password", ["UPDATE users SET password_hash = NULL WHERE id = 'id-plain'"]),
        ("an app", ["UPDATE users SET type = 'app' WHERE id = 'id-plain'"]),
        ("nobody", ["DELETE FROM user_roles WHERE user_id = 'id-plain' AND role_id = 'admin'"]),
        (
            "a guest who is shut out",
            [
                "INSERT INTO user_roles (user_id, role_id, position) VALUES ('id-plain', 'guest', 9)",
                "UPDATE users SET active = 0 WHERE id = 'id-plain'",
            ]
        ),
    ]

    /// Every way to lose the last admin, and the refusal's id.
    static let ways: [(route: String, body: String, id: String)] = [
        ("roles.removeUserFromRole", #"{"username":"admin","roleId":"admin"}"#, "error-admin-required"),
        ("roles.removeUserFromRole", #"{"username":"admin","roleName":"admin"}"#, "error-admin-required"),
        ("roles.addUserToRole", #"{"username":"admin","roleId":"guest"}"#, "error-admin-required"),
        ("users.update", #"{"userId":"id-admin","data":{"roles":["user"]}}"#, "error-admin-required"),
        ("users.update", #"{"userId":"id-admin","data":{"roles":["admin","guest"]}}"#, "error-admin-required"),
        ("users.update", #"{"userId":"id-admin","data":{"active":false}}"#, "error-action-not-allowed"),
        ("users.setActiveStatus", #"{"userId":"id-admin","activeStatus":false}"#, "error-action-not-allowed"),
        ("users.delete", #"{"userId":"id-admin"}"#, "error-action-not-allowed"),
        ("users.delete", #"{"username":"admin"}"#, "error-action-not-allowed"),
    ]

    @Test(.keepsAway("Muster 11.A7"), arguments: TestEngine.allCases)
    func `none of these counts as another admin, by no route`(_ engine: TestEngine) async throws {
        for other in Self.others {
            try await TestServer.run(engine) { server in
                let give = "INSERT INTO user_roles (user_id, role_id, position) VALUES ('id-plain', 'admin', 8)"
                for statement in [give] + other.statements { try await server.world.run(statement) }
                for way in Self.ways {
                    let answer = try await server.send("POST", way.route, body: way.body)
                    #expect(answer.status == 400, "\(other.what) \(way.route): \(answer.text)")
                    #expect(answer.json?.found("errorType") == .string(way.id), "\(other.what) \(way.route)")
                }
                #expect(try await server.eventKinds() == [], "\(other.what)")
                #expect(try await server.send("GET", "settings").status == 200)
            }
        }
    }

    @Test(.keepsAway("Muster 11.A7"), arguments: TestEngine.allCases, ways)
    func `with another admin who can log in each of them is done`(
        _ engine: TestEngine, _ way: (route: String, body: String, id: String)
    ) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run(
                "INSERT INTO user_roles (user_id, role_id, position) VALUES ('id-plain', 'admin', 8)")
            #expect(try await server.send("POST", way.route, as: .plain, body: way.body).status == 200)
            #expect(try await server.send("GET", "permissions.listAll", as: .plain).status == 200)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who is no last admin is free to go`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (route, body) in [
                ("users.setActiveStatus", #"{"userId":"id-guest","activeStatus":false}"#),
                ("roles.removeUserFromRole", #"{"username":"guest","roleId":"admin"}"#),
                ("users.delete", #"{"userId":"id-guest"}"#),
            ] {
                let answer = try await server.send("POST", route, body: body)
                #expect(answer.status == 200, "\(route): \(answer.text)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of people without an admin the oldest who can log in becomes one`(_ engine: TestEngine) async throws {
        let world = try await World(engine)
        try await world.run("DELETE FROM user_roles WHERE role_id = 'admin'")
        try await world.run("UPDATE users SET created_at = 1 WHERE id IN ('id-guest', 'id-agent')")
        try await world.run("UPDATE users SET created_at = 2 WHERE id = 'id-plain'")
        try await world.run("UPDATE users SET created_at = 3 WHERE id = 'id-admin'")
        #expect(try await world.store.promoteOldestUser() == "plain", "older ones have no password")
    }
}
