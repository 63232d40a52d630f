import MusterModel
import MusterStore

/// `POST livechat/units` (contract 2).
enum CreateUnit {
    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let new = try NewUnit(body: try await call.body())
        return .success(try await call.store.createUnit(new, by: call.caller).wire)
    }
}
