import MusterModel
import MusterStore

/// `GET directory`, of users (D83).
enum ListDirectory {
    static let about = About(
        "Find users in the directory", query: schema, example: ["type": "users", "text": "petra"],
        answer: .page("result", User.directorySample))

    private static let schema = Schema([
        "text": .string(), "type": .string(), "workspace": .string(), "query": .string(), "count": .number,
        "offset": .number, "sort": .string(),
    ])
    private static let refused = Failure.plain("Please verify the parameters")

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        _ = try schema.check(call.query)
        let full = "view-full-other-user-info"
        let asked = ["view-outside-room", "view-d-room"]
        let held = try await call.store.permissions(of: call.caller, among: asked + [full])
        let inFull = held.contains(full)
        let wanted = try members(call.query)
        guard held.isSuperset(of: asked), wanted["type"] == "users",
            ["local", "all", "external"].contains(wanted["workspace"] ?? "local")
        else { throw refused }
        let text = try Query.searchText(wanted["text"] ?? "")
        let page = try page(call, inFull: inFull)
        // Nobody comes from another workspace: this one is not federated.
        let found =
            wanted["workspace"] == "external"
            ? Paged(rows: [], total: 0)
            : try await call.store.directory(matching: text, searchesAddresses: inFull, page)
        return try call.reply("result", found) { $0.directoryWire(inFull: inFull) }
    }

    /// What is asked for: parameters of their own, or members of `query`, as older clients send them.
    private static func members(_ query: Query) throws -> [String: String] {
        var members: [String: String] = [:]
        for condition in try query.conditions(naming: ["text": .text, "type": .text, "workspace": .text]) {
            guard case .texts(let texts) = condition.values, texts.count == 1 else {
                throw Failure.query("Invalid value: \(condition.member)")
            }
            members[condition.member] = texts[0]
        }
        for name in ["text", "type", "workspace"] { members[name] = query[name] ?? members[name] }
        return members
    }

    /// One key at most, and one that the rows show.
    private static func page(_ call: Call<Caller>, inFull: Bool) throws -> Page {
        let page = try call.page(naming: nil)
        let keys = (page.sort ?? []).map(\.field)
        guard keys.count <= 1 else { throw Failure.plain("This method support only one \"sort\" parameter") }
        let shown = ["name", "username", "bio"] + (inFull ? ["email", "emails.address", "createdAt"] : [])
        guard keys.allSatisfy(shown.contains) else { throw refused }
        return page
    }
}
