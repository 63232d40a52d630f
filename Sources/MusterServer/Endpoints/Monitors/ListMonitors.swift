import MusterModel
import MusterStore

/// `GET livechat/monitors` (contract 3.2).
enum ListMonitors {
    static let about = About(
        "List monitors", query: .search, example: ["text": "amira"], answer: .page("monitors", User.monitorSample))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let page = try call.page(naming: User.agentQueryable)
        let text = try call.query.searchText()
        return try await call.list("monitors") {
            .object($0.monitorWire)
        } _: {
            try await call.store.monitors(matching: text, page, $0)
        }
    }
}
