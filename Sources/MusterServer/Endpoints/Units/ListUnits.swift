import MusterModel
import MusterStore

/// `GET livechat/units` (contract 3.1, D12).
enum ListUnits {
    static let about = About(
        "List units", query: .search, example: ["text": "sales", "count": 10],
        answer: .page("units", BusinessUnit.sample))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let page = try call.page(naming: ["_id": .text, "name": .text, "visibility": .text])
        let text = try call.query.searchText()
        return try await call.list("units") {
            .object($0.wire)
        } _: {
            try await call.store.units(named: text, page, for: call.caller, $0)
        }
    }
}
