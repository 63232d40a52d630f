import MusterModel
import MusterStore

/// `GET livechat/monitors/:username` and `livechat/monitors.getOne` (contract 3.2, 3.3).
enum ReadMonitor {
    static func handle(_ call: Call<Caller>) async throws -> Reply {
        .success(try await call.store.monitor(call.parameter("username")).monitorWire)
    }

    static func handleOldName(_ call: Call<Caller>) async throws -> Reply {
        .success(try await call.store.monitor(call.query["username"] ?? "").monitorWire)
    }
}
