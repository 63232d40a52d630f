import MusterModel
import MusterStore

/// `GET users.autocomplete` (D83).
enum AutocompleteUsers {
    static let about = About(
        "Find users by a part of their names", query: Parameters.schema, example: ["selector": #"{"term":"pet"}"#],
        answer: .success(["items": [User.proposalSample]]))

    private struct Parameters: Described {
        static let schema = RequestSchema(of: Self.self)

        // Read by `Selector`.
        init(_ members: inout Members) { _ = members.required("selector", .string()) }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        _ = try Parameters(checking: call.query)
        let full = "view-full-other-user-info"
        let outside = "view-outside-room"
        let selector = try Selector(call.query, naming: User.queryable(inFull: call.holds(full)))
        // Without the permission one sees those one shares a room with: nobody, while there are no rooms.
        guard call.holds(outside) else { return .success(["items": []]) }
        let found = try await call.store.users(
            containing: selector.term, except: selector.exceptions, selector.conditions, count: Limits.proposals)
        return .success(["items": .array(found.map(\.proposalWire))])
    }
}
