import MusterModel
import MusterStore

/// `GET directory`, of users (D83).
enum ListDirectory {
    static let about = About(
        "Find users in the directory", query: Parameters.schema, example: ["type": "users", "text": "petra"],
        answer: .page("result", User.directorySample))

    private struct Parameters: Described {
        static let schema = RequestSchema(of: Self.self)
        let text: String
        let type: String?
        let workspace: String

        init(_ members: inout Members) {
            text = members.optional("text", .string()) ?? ""
            type = members.optional("type", .string())
            workspace = members.optional("workspace", .string()) ?? "local"
            members.unused("query", .string())
            members.unused("count", .number)
            members.unused("offset", .number)
            members.unused("sort", .string())
        }
    }
    private static let refused = Failure.plain("Please verify the parameters")

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        _ = try Parameters(checking: call.query)
        let full = "view-full-other-user-info"
        let asked = ["view-outside-room", "view-d-room"]
        let inFull = call.holds(full)
        let wanted = try wanted(call.query)
        guard asked.allSatisfy(call.holds), wanted.type == "users",
            ["local", "all", "external"].contains(wanted.workspace)
        else { throw refused }
        let text = try Query.searchText(wanted.text)
        let page = try page(call, inFull: inFull)
        return try await call.list("result") {
            $0.directoryWire(inFull: inFull)
        } _: {
            // Nobody comes from another workspace: this one is not federated.
            wanted.workspace == "external"
                ? Paged(rows: [], total: 0)
                : try await call.store.directory(matching: text, searchesAddresses: inFull, page, $0)
        }
    }

    /// What is asked for: parameters of their own, or members of `query`, as older clients send them.
    private static func wanted(_ query: Query) throws -> Parameters {
        var members = JSONObject()
        for condition in try query.conditions(naming: ["text": .text, "type": .text, "workspace": .text]) {
            guard case .texts(let texts) = condition.values, texts.count == 1 else {
                throw Failure.query("Invalid value: \(condition.member)")
            }
            members[condition.member] = .string(texts[0])
        }
        return Parameters(asSent: members.merging(query.asForm))
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
