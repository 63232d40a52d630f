import MusterModel
import MusterStore

/// `POST users.delete` (contract 5.2).
enum DeleteUser {
    static let about = About(
        "Delete a user",
        body: Schema(["userId": .string(), "username": .string(), "user": .string()], isOpen: true),
        example: ["username": "kwame"])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        try await call.store.deleteUser(try reference(try await call.body()), by: call.caller)
        return .success()
    }

    private static func reference(_ body: JSONObject) throws -> UserReference {
        if let id = body["userId"]?.string, !id.isEmpty { return .id(id) }
        if let name = body["username"]?.string, !name.isEmpty { return .username(name) }
        if let name = body["user"]?.string, !name.isEmpty { return .username(name) }
        throw nobodyNamed
    }

    /// A request names nobody (contract 5.2).
    static let nobodyNamed = Failure.typed(
        "The required \"userId\" or \"username\" param was not provided", "error-user-param-not-provided")
}
