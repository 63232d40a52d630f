import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.3: giving and taking roles, and who holds them.
@Suite("Roles are given, taken and listed in the contract's order of checks", .holds("5.3"))
struct UsersInRoleTests {
    static let invalid = Refusal.typed("The role properties are invalid.", "error-invalid-role-properties")
    /// Text and id stand the wrong way round, as in the original.
    static let swapped = #"{"success":false,"error":"error-role-not-found","errorType":"Role not found"}"#

    @Test(.holds("5.3.24"), arguments: TestEngine.allCases)
    func `assigning admin is asked before the room`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.grant("access-permissions", to: "user")
            let body = #"{"username":"plain","roleId":"admin","roomId":"GENERAL"}"#
            let refused = try await server.send("POST", "roles.addUserToRole", as: .plain, body: body)
            #expect(refused.text.contains("Assigning admin is not allowed [error-action-not-allowed]"))
            let byAdmin = try await server.send("POST", "roles.addUserToRole", body: body)
            #expect(byAdmin.text.contains("User is not part of given room [error-invalid-user]"))
            #expect(try await server.eventKinds() == [])
        }
    }

    @Test(.holds("5.3.37"), arguments: TestEngine.allCases)
    func `a room is named by who may see others' rooms, which is asked before the role exists`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            let path = "roles.getUsersInRole?role=admin&roomId=GENERAL"
            #expect(try await server.send("GET", path).status == 200)
            try await server.world.revoke("view-other-user-channels", from: "admin")
            for role in ["admin", "none"] {
                try await server.expect(
                    Exchange(
                        "GET roles.getUsersInRole?role=\(role)&roomId=GENERAL",
                        gives: Refusal.typed("Not allowed", "error-not-allowed")))
            }
            let unnamed = try await server.send("GET", "roles.getUsersInRole?roomId=GENERAL")
            #expect(unnamed.text.contains("[error-param-not-provided]"), "the role comes first")
            #expect(try await server.send("GET", "roles.getUsersInRole?role=admin").status == 200)
        }
    }

    @Test(.holds("5.1.40", "5.3.42"), arguments: TestEngine.allCases)
    func `a role of one's own is found by id and by name`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let made = try await server.fetch("POST", "roles.create", body: #"{"name":"night shift"}"#)
            let id = try #require(made.found("role", "_id")?.string)
            let give = #"{"username":"plain","roleName":"night shift"}"#
            #expect(try await server.send("POST", "roles.addUserToRole", body: give).status == 200)
            for role in [id, "night%20shift"] {
                let holders = try await server.fetch("GET", "roles.getUsersInRole?role=\(role)")
                #expect(holders.object?.keys == ["users", "total", "success"])
                #expect(holders.each("users", "_id") == ["id-plain"])
            }
            let user = try await server.fetch("GET", "users.info?username=plain")
            #expect(user.found("user", "roles") == ["user", .string(id)])
        }
    }
}
