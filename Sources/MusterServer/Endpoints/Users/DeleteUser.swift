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
        guard let named = try UserReference(optional: { try body.textOrNil($0) }) else { throw nobodyNamed }
        return named
    }

    /// A request names nobody (contract 5.2).
    static let nobodyNamed = Failure.typed(
        "The required \"userId\" or \"username\" param was not provided", "error-user-param-not-provided")
}
