import MusterModel
import MusterStore

/// `POST roles.delete` (contract 5.3).
enum DeleteRole {
    static let about = About("Delete a role", body: schema, example: ["roleId": "Wc5NpRt7yF2hKx9Lm"])

    static let schema = Schema(required: ["roleId"], ["roleId": .string(charactersMin: 1)])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try schema.checkRole(try await call.body(), saying: "The role properties are invalid.")
        try await call.store.deleteRole(body["roleId"]?.string ?? "", by: call.caller)
        return .success()
    }
}
