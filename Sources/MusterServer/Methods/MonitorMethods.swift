import MusterModel
import MusterStore

/// The methods about monitors.
enum MonitorMethods {
    /// `livechat:addMonitor [username]`.
    static func add(_ store: Store, _ caller: Caller, _ params: [JSON]) async throws -> JSON? {
        let user = try await store.createMonitor(try params.text(0), by: caller)
        return ["_id": .string(user.id), "username": .string(user.username)]
    }

    /// `livechat:removeMonitor [username]`: true also if they were none.
    static func remove(_ store: Store, _ caller: Caller, _ params: [JSON]) async throws -> JSON? {
        try await store.deleteMonitor(try params.text(0), by: caller)
        return true
    }
}
