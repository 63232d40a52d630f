import MusterModel
import MusterStore

/// `GET permissions.listAll` (contract 5.4).
enum ListPermissions {
    static let about = About(
        "List permissions", query: Schema(["updatedSince": .string()]),
        example: ["updatedSince": "2026-01-01T00:00:00.000Z"],
        answer: .success(["update": [Permission.sample], "remove": []]))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        var since = Timestamp(milliseconds: Int64.min)
        if let text = call.query["updatedSince"], !text.isEmpty {
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
