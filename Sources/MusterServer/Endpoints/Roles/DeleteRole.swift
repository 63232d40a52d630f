import MusterModel
import MusterStore

/// `POST roles.delete` (contract 5.3).
enum DeleteRole {
    static let about = About("Delete a role", body: Body.schema, example: ["roleId": "Wc5NpRt7yF2hKx9Lm"])

    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self)
        let roleID: String

        init(_ members: inout Members) { roleID = members.required("roleId", .string(charactersMin: 1)) }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try Body(checkingRole: try await call.body(), saying: "The role properties are invalid.")
        try await call.store.deleteRole(body.roleID, by: call.caller)
        return .success()
    }
}
