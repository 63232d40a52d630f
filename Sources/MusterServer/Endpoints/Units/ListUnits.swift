import MusterModel
import MusterStore

/// `GET livechat/units` (contract 3.1, D12).
enum ListUnits {
    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let units = try await call.store.units(named: call.query.searchText(), call.page(), for: call.caller)
        return try call.reply("units", units) { .object($0.wire) }
    }
}
