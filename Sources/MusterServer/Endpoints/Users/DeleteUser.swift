import MusterModel
import MusterStore

/// `POST users.delete` (contract 5.2).
enum DeleteUser {
    static let about = About(
        "Delete a user",
        body: Schema(["userId": .string(), "username": .string(), "user": .string()], isOpen: true),
        example: ["username": "kwame"])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        guard let named = try UserReference(in: try await call.body()) else { throw Failure.nobodyNamed }
        try await call.store.deleteUser(named, by: call.caller)
        return .success()
    }
}
