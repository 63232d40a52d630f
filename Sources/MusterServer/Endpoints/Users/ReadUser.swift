import MusterModel
import MusterStore

/// `GET users.info` (contract 5.2).
enum ReadUser {
    static let about = About(
        "Read a user", query: Schema(["userId": .string(), "username": .string()]), example: ["username": "petra"],
        answer: .success(["user": User.infoSample]))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let reference = try reference(call.query)
        guard let user = try await call.store.user(reference) else { throw Failure.plain("User not found.") }
        let full = "view-full-other-user-info"
        let isSelf = user.id == call.caller.id
        let mayViewAll = try await call.store.permissions(of: call.caller, among: [full]).contains(full)
        return .success(["user": user.infoWire(inFull: isSelf || mayViewAll, isSelf: isSelf)])
    }

    private static func reference(_ query: Query) throws -> UserReference {
        let allowed = ["userId", "username", "importId", "fields", "includeUserRooms"]
        let named = ["userId", "username", "importId"].filter { query[$0] != nil }
        guard named.count == 1, query.names.allSatisfy(allowed.contains) else {
            throw Failure.schema(
                """
                must have required property 'userId'
                 must have required property 'username'
                 must have required property 'importId'
                 must match a schema in anyOf
                """)
        }
        guard let value = query[named[0]], !value.isEmpty else { throw Failure.plain("Invalid search query.") }
        switch named[0] {
        case "userId": return .id(value)
        case "username": return .username(value)
        // Nothing was imported yet, so no import id is known.
        default: throw Failure.plain("User not found.")
        }
    }
}
