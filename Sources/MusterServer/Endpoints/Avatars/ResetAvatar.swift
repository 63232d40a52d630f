import MusterModel
import MusterStore

/// `POST users.resetAvatar`: the initials again (D84).
enum ResetAvatar {
    static let about = About(
        "Remove an image", body: NamedUser.schema, example: ["userId": .string(Demo.adminID)])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try NamedUser(checking: try await call.body())
        guard let named = try body.reference() else { throw Failure.nobodyNamed }
        try await call.store.resetAvatar(of: named, by: call.caller)
        return .success()
    }
}
