import MusterModel
import MusterStore

/// `POST roles.removeUserFromRole` (contract 5.3).
enum RemoveUserFromRole {
    static let about = About(
        "Take a role from a user", body: Removal.schema, example: ["username": "amira", "roleId": "livechat-monitor"],
        answer: CreateRole.answer)

    private struct Removal: Described {
        static let schema = RequestSchema(of: Self.self)
        let user: NamedByUsername
        let role: RoleReference?

        init(_ members: inout Members) {
            let same = AddUserToRole.Addition(&members)
            user = same.user
            role = same.role
            members.unused("scope", .string())
        }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let invalid = "The role properties are invalid."
        let body = try Removal(checkingRole: try await call.body(), saying: invalid)
        guard let role = body.role else { throw Failure.typed(invalid, "error-invalid-role-properties") }
        let left = try await call.store.removeUser(try body.user.username(), fromRole: role, by: call.caller)
        return .success(["role": left.wireWithTime])
    }
}
