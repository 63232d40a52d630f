import MusterModel
import MusterStore

/// `POST roles.addUserToRole` and `roles.removeUserFromRole` (contract 5.3).
enum ChangeRoleHolders {
    static let aboutAdd = About(
        "Give a user a role", body: addition, example: ["username": "petra", "roleId": "livechat-manager"],
        answer: SaveRole.answer)
    static let aboutRemove = About(
        "Take a role from a user", body: removal, example: ["username": "amira", "roleId": "livechat-monitor"],
        answer: SaveRole.answer)

    static let addition = Schema(
        required: ["username"],
        ["username": .string(), "roleId": .filled, "roleName": .filled, "roomId": .filled])
    static let removal = Schema(
        required: ["username"],
        [
            "username": .string(), "roleId": .filled, "roleName": .filled, "roomId": .filled, "scope": .string(),
        ])

    static func handleAdd(_ call: Call<Caller>) async throws -> Reply {
        let body = try addition.checkRole(try await call.body())
        let username = try body.username()
        do {
            let role = try await call.store.addUser(
                username, toRole: reference(body),
                room: body["roomId"]?.string, by: call.caller)
            return .success(["role": role.wireWithTime])
        } catch let failure as Failure where failure == .unknownRole {
            return .refusal(failure.reason ?? "", type: failure.id ?? "")
        }
    }

    static func handleRemove(_ call: Call<Caller>) async throws -> Reply {
        let invalid = "The role properties are invalid."
        let body = try removal.checkRole(try await call.body(), saying: invalid)
        guard let reference = reference(body) else { throw Failure.typed(invalid, "error-invalid-role-properties") }
        let role = try await call.store.removeUser(try body.username(), fromRole: reference, by: call.caller)
        return .success(["role": role.wireWithTime])
    }

    private static func reference(_ body: JSONObject) -> RoleReference? {
        body["roleId"]?.string.map { .id($0) } ?? body["roleName"]?.string.map { .name($0) }
    }
}
