import MusterModel
import MusterStore

/// `POST roles.addUserToRole` (contract 5.3).
enum AddUserToRole {
    static let about = About(
        "Give a user a role", body: Addition.schema, example: ["username": "petra", "roleId": "livechat-manager"],
        answer: CreateRole.answer)

    struct Addition: Described {
        static let schema = RequestSchema(of: Self.self)
        let user: NamedByUsername
        let role: RoleReference?
        let roomID: String?

        init(_ members: inout Members) {
            user = NamedByUsername(&members)
            let id = members.optional("roleId", .filled), name = members.optional("roleName", .filled)
            role = id.map { .id($0) } ?? name.map { .name($0) }
            roomID = members.optional("roomId", .filled)
        }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try Addition(checkingRole: try await call.body())
        let username = try body.user.username()
        do {
            let role = try await call.store.addUser(
                username, toRole: body.role, room: body.roomID, by: call.caller)
            return .success(["role": role.wireWithTime])
        } catch let refusal as StoreRefusal where refusal == .role(.noneToGive) {
            return .refusal(refusal.failure.reason ?? "", type: refusal.failure.id ?? "")
        }
    }
}
