import MusterModel
import MusterStore

/// `POST users.removeOtherTokens` (contract 5.2).
enum RemoveOtherTokens {
    static let about = About("Remove all other tokens")

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        _ = try await call.body()
        _ = try await call.store.logOutOtherClients(keepingPersonal: false, by: call.caller)
        return .success()
    }
}
