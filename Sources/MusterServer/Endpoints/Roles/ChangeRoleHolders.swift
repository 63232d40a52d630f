import MusterModel
import MusterStore

/// `POST roles.addUserToRole` and `roles.removeUserFromRole` (contract 5.3).
enum ChangeRoleHolders {
    static let aboutAdd = About(
        "Give a user a role", body: Addition.schema, example: ["username": "petra", "roleId": "livechat-manager"],
        answer: SaveRole.answer)
    static let aboutRemove = About(
        "Take a role from a user", body: Removal.schema, example: ["username": "amira", "roleId": "livechat-monitor"],
        answer: SaveRole.answer)

    private struct Addition: Described {
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

    private struct Removal: Described {
        static let schema = RequestSchema(of: Self.self)
        let user: NamedByUsername
        let role: RoleReference?

        init(_ members: inout Members) {
            let same = Addition(&members)
            user = same.user
            role = same.role
            members.unused("scope", .string())
        }
    }

    static func handleAdd(_ call: Call<Caller>) async throws -> Reply {
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

    static func handleRemove(_ call: Call<Caller>) async throws -> Reply {
        let invalid = "The role properties are invalid."
        let body = try Removal(checkingRole: try await call.body(), saying: invalid)
        guard let role = body.role else { throw Failure.typed(invalid, "error-invalid-role-properties") }
        let left = try await call.store.removeUser(try body.user.username(), fromRole: role, by: call.caller)
        return .success(["role": left.wireWithTime])
    }
}
