import MusterModel
import MusterStore

/// `GET roles.getUsersInPublicRoles` (D83).
enum ListUsersInPublicRoles {
    static let about = About(
        "List who holds a public role",
        query: RequestSchema(["count": .number, "offset": .number, "fields": .string()]), example: ["count": 10],
        answer: .success([
            "users": [["_id": .value(.string(Demo.agentID)), "username": "petra", "roles": ["livechat-agent"]]]
        ]))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let found = try await call.store.usersInPublicRoles(call.pageIfAsked())
        let users = try call.rows(found) { found in
            ["_id": .string(found.user.id), "username": .string(found.user.username), "roles": .texts(found.roles)]
        }
        return .success(["users": users])
    }
}
