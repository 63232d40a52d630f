import MusterModel
import MusterStore

/// `GET users.autocomplete` (D83).
enum AutocompleteUsers {
    static let about = About(
        "Find users by a part of their names", query: schema, example: ["selector": #"{"term":"pet"}"#],
        answer: .success(["items": [User.proposalSample]]))

    private static let schema = Schema(required: ["selector"], ["selector": .string()])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        _ = try schema.check(call.query)
        let full = "view-full-other-user-info"
        let outside = "view-outside-room"
        let held = try await call.store.permissions(of: call.caller, among: [full, outside])
        let selector = try Selector(call.query, naming: User.queryable(inFull: held.contains(full)))
        // Without the permission one sees those one shares a room with: nobody, while there are no rooms.
        guard held.contains(outside) else { return .success(["items": []]) }
        let found = try await call.store.users(
            containing: selector.term, except: selector.exceptions, selector.conditions, count: Limits.proposals)
        return .success(["items": .array(found.map(\.proposalWire))])
    }
}
