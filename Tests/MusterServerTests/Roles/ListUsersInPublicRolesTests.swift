import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// D83: roles.getUsersInPublicRoles.
@Suite("roles.getUsersInPublicRoles")
struct ListUsersInPublicRolesTests {
    @Test(arguments: TestEngine.allCases)
    func `holders of public roles are shown with these alone`(_ engine: TestEngine) async throws {
        let path = "roles.getUsersInPublicRoles"
        try await TestServer.run(engine) { server in
            let all = try await server.fetch("GET", path, as: .guest)
            #expect(all.object?.keys == ["users", "success"])
            #expect(
                all.found("users") == [
                    ["_id": "id-admin", "username": "admin", "roles": ["admin"]],
                    ["_id": "id-agent", "username": "agent", "roles": ["livechat-agent"]],
                    ["_id": "id-guest", "username": "guest", "roles": ["admin"]],
                    ["_id": "id-manager", "username": "manager", "roles": ["livechat-manager"]],
                ])
            #expect(try await server.fetch("GET", path + "?count=1&offset=1").each("users", "_id") == ["id-agent"])
            #expect(
                try await server.fetch("GET", path + "?offset=2").each("users", "_id") == ["id-guest", "id-manager"])
            for (role, isPublic) in [(#""name":"quiet""#, false), (#""name":"trainer","description":"Trains""#, true)] {
                let made = try await server.fetch("POST", "roles.create", body: "{\(role)}")
                let id = try #require(made.found("role", "_id")?.string)
                let give = #"{"username":"plain","roleId":"\#(id)"}"#
                _ = try await server.fetch("POST", "roles.addUserToRole", body: give)
                let found = try await server.fetch("GET", path).found("users")?.array?.last
                #expect((found == ["_id": "id-plain", "username": "plain", "roles": [.string(id)]]) == isPublic)
            }
            try await server.expect(
                Exchange(
                    #"GET \#(path)?query={"username":"admin"}"#,
                    gives: Refusal.typed("Invalid attribute: username", "error-invalid-query")))
        }
    }
}
