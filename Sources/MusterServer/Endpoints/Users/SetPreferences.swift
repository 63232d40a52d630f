import MusterModel
import MusterStore

/// `POST users.setPreferences` (contract 5.2): merged key by key, unknown keys are refused.
enum SetPreferences {
    static let schema = Schema(required: ["data"], ["userId": .string(), "data": .object(Schema([:], isOpen: true))])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try schema.check(try await call.body())
        let data = body["data"]?.object ?? [:]
        for (name, value) in data.members {
            guard let standard = name == "language" ? "" : Preferences.standard[name] else {
                throw Failure.schema("must NOT have additional properties")
            }
            guard value.hasTypeOf(standard) else { throw Failure.schema("must be \(standard.schemaType)") }
        }
        let userID = body["userId"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        let saved = try await call.store.setPreferences(data, of: userID, by: call.caller)
        let preferences = Preferences.standard.merging(saved.preferences)
        return .success([
            "user": ["_id": .string(saved.userID), "settings": ["preferences": .object(preferences)]]
        ])
    }
}

extension JSON {
    /// Whether two values are of one kind.
    fileprivate func hasTypeOf(_ other: JSON) -> Bool { schemaType == other.schemaType }

    /// The kind's name in a schema.
    fileprivate var schemaType: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string, .date: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
