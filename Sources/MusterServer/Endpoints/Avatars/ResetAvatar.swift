import MusterModel
import MusterStore

/// `POST users.resetAvatar`: the initials again (D84).
enum ResetAvatar {
    static let about = About(
        "Remove an image", body: schema, example: ["userId": .string(Demo.adminID)])

    static let schema = Schema(["userId": .string(), "username": .string(), "user": .string()])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try schema.check(try await call.body())
        guard let named = try UserReference(in: body) else { throw Failure.nobodyNamed }
        try await call.store.resetAvatar(of: named, by: call.caller)
        return .success()
    }
}
