import MusterModel
import MusterStore

/// `GET settings` and `settings.public` (contract 5.5).
enum ListSettings {
    static let about = About(
        "List settings", query: .paged, example: ["count": 2], answer: .page("settings", ReadSetting.sample))

    static let aboutPublic = About(
        "List public settings", query: Public.schema, example: ["_id": "Site_Name"],
        answer: .page("settings", ReadSetting.sample))

    private struct Public: Described {
        static let schema = RequestSchema(of: Self.self)
        /// Divided by commas.
        let ids: String?

        init(_ members: inout Members) {
            ids = members.optional("_id", .filled)
            members.page(withFields: false)
        }
    }

    /// What a query of settings may name (D80).
    private static let queryable: [String: Condition.Kind] = ["_id": .text]

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let page = try call.page(naming: queryable)
        return try call.reply("settings", try await call.store.settings(among: nil, page, for: call.caller), wire)
    }

    static func handlePublic(_ call: Call<Caller?>) async throws -> Reply {
        let ids = try Public(checking: call.query).ids.map {
            $0.split(separator: ",").map { String($0.filter { $0 != " " }) }
        }
        let page = try call.page(naming: queryable)
        return try call.reply("settings", try await call.store.settings(among: ids, page, for: nil), wire)
    }

    private static func wire(_ setting: Setting) -> JSON { ["_id": .string(setting.id), "value": setting.value] }
}
