import MusterModel
import MusterStore

/// `GET users.list` (contract 5.2, D80, D81).
enum ListUsers {
    static let about = About(
        "List users", query: .paged, example: ["count": 2, "sort": #"{"username":1}"#],
        answer: .page("users", User.listSample))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let full = "view-full-other-user-info"
        let outside = "view-outside-room"
        let isNarrow = call.settings.isOn("API_Apply_permission_view-outside-room_on_users-list")
        guard !isNarrow || call.holds(outside) else { throw Failure(.forbidden, "unauthorized") }
        let inFull = call.holds(full)
        let asked = try call.page(naming: User.queryable(inFull: inFull))
        let page = inFull ? asked : asked.sorted(byOnly: User.publicSortKeys)
        return try await call.list("users") {
            $0.listWire(inFull: inFull, isSelf: $0.id == call.caller.id)
        } _: {
            try await call.store.users(page, $0)
        }
    }
}
