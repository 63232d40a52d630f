import MusterModel
import MusterStore

/// `GET livechat/monitors/:username` and `livechat/monitors.getOne` (contract 3.2, 3.3).
enum ReadMonitor {
    static let about = About("Read a monitor", path: ["username": "amira"], answer: answer)
    static let aboutOldName = About(
        "Read a monitor", query: NamedByUsername.schema,
        example: ["username": "amira"], answer: answer)

    private static let answer: Sample = .success(of: User.monitorSample)

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        .success(try await call.store.monitor(call.parameter("username")).monitorWire)
    }

    static func handleOldName(_ call: Call<Caller>) async throws -> Reply {
        .success(try await call.store.monitor(NamedByUsername(asSent: call.query).text).monitorWire)
    }
}
