import MusterModel
import MusterStore

/// `GET permissions.listAll` (contract 5.4).
enum ListPermissions {
    static let about = About(
        "List permissions", query: Parameters.schema,
        example: ["updatedSince": "2026-01-01T00:00:00.000Z"],
        answer: .success(["update": [Permission.sample], "remove": []]))

    private struct Parameters: Described {
        static let schema = RequestSchema(of: Self.self)
        let since: String

        init(_ members: inout Members) { since = members.optional("updatedSince", .string()) ?? "" }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        var since = Timestamp(milliseconds: Int64.min)
        let text = Parameters(asSent: call.query).since
        if !text.isEmpty {
            guard let time = Timestamp(iso8601: text) else {
                throw Failure.typed(
                    "The \"updatedSince\" query parameter must be a valid date.", "error-roomId-param-invalid")
            }
            since = time
        }
        let found = try await call.store.permissions().filter { $0.updatedAt.milliseconds >= since.milliseconds }
        return .success(["update": .array(found.map(\.wire)), "remove": []])
    }
}
