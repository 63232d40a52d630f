import MusterModel
import MusterStore

/// What a load balancer asks.
enum Health {
    /// `GET /health/live`: the process answers.
    static func live(_ call: Call<Caller?>) async throws -> Reply { .success(["status": "live"]) }

    /// `GET /health/ready`: the store can be read.
    static func ready(_ call: Call<Caller?>) async throws -> Reply {
        try await call.store.checkHealth()
        return .success(["status": "ready"])
    }
}
