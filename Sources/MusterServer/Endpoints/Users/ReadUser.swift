import MusterModel
import MusterStore

/// `GET users.info` (contract 5.2, D81, D83).
enum ReadUser {
    static let about = About(
        "Read a user",
        query: RequestSchema(["userId": .string(), "username": .string(), "email": .string(), "fields": .string()]),
        example: ["username": "petra"], answer: .success(["user": User.infoSample]))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let reference = try reference(call.query)
        let full = "view-full-other-user-info"
        let mayViewAll = call.holds(full)
        if case .email = reference {
            // Before anybody is looked for: who has an address is what the permission hides.
            guard mayViewAll else { throw Failure(.forbidden, "unauthorized") }
        }
        let fields = try call.query.fields()
        guard let user = try await call.store.user(reference) else { throw Failure.plain("User not found.") }
        let isSelf = user.id == call.caller.id
        return .success(["user": fields.pick(user.infoWire(inFull: isSelf || mayViewAll, isSelf: isSelf))])
    }

    private static func reference(_ query: Query) throws -> UserReference {
        let allowed = ["userId", "username", "email", "importId", "fields", "includeUserRooms"]
        let given = ["userId", "username", "email", "importId"].filter { query[$0] != nil }
        // An empty one beside another says nothing (D60).
        let named = given.filter { query[$0] != "" }
        guard !given.isEmpty, named.count <= 1, query.names.allSatisfy(allowed.contains) else {
            throw Failure.schema(
                """
                must have required property 'userId'
                 must have required property 'username'
                 must have required property 'importId'
                 must match a schema in anyOf
                """)
        }
        guard let name = named.first, let value = query[name] else { throw Failure.plain("Invalid search query.") }
        switch name {
        case "userId": return .id(value)
        case "username": return .username(value)
        case "email": return .email(value)
        // Nothing was imported yet, so no import id is known.
        default: throw Failure.plain("User not found.")
        }
    }
}
