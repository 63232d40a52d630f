import MusterModel
import MusterStore

/// `POST livechat/monitors.delete` (contract 3.2).
enum DeleteMonitor {
    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try CreateMonitor.schema.check(try await call.body())
        try await call.store.removeMonitor(
            body["username"]?.string ?? "", method: "livechat:removeMonitor", by: call.caller)
        return .success()
    }
}
