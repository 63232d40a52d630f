import MusterModel
import MusterStore

/// `GET users.list` (contract 5.2).
enum ListUsers {
    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let full = "view-full-other-user-info"
        let inFull = try await call.store.permissions(of: call.caller, among: [full]).contains(full)
        return try call.reply("users", try await call.store.users(call.page())) { $0.listWire(inFull: inFull) }
    }
}
