import MusterModel
import MusterStore

/// `GET roles.list` (contract 5.3).
enum ListRoles {
    static let about = About("List roles", answer: .success(["roles": [Role.sample]]))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        .success(["roles": .array(try await call.store.roles().map { .object($0.wire) })])
    }
}
