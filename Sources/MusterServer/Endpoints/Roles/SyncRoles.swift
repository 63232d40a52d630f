import MusterModel
import MusterStore

/// `GET roles.sync` (contract 5.3).
enum SyncRoles {
    static let about = About(
        "List roles that changed", query: Changed.schema,
        example: ["updatedSince": "2026-01-01T00:00:00.000Z"],
        answer: .success(["roles": ["update": [Role.sampleWithTime], "remove": [DeletedRole.sample]]]))

    private struct Changed: Described {
        static let schema = RequestSchema(of: Self.self)
        let since: JSON?

        init(_ members: inout Members) { since = members.asSent("updatedSince", .string(), isRequired: true) }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        guard let text = Changed(asSent: call.query).since?.string else {
            throw Failure.match("Missing key 'updatedSince'")
        }
        guard let since = Timestamp(iso8601: text) else {
            throw Failure.match("Failed Match.Where validation in field updatedSince")
        }
        let (changed, deleted) = try await call.store.roles(since: since)
        return .success([
            "roles": ["update": .array(changed.map(\.wireWithTime)), "remove": .array(deleted.map(\.wire))]
        ])
    }
}
