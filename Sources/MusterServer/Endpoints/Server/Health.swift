import MusterModel
import MusterStore

/// What a load balancer asks.
enum Health {
    static let aboutLive = About("The process answers", answer: .success(["status": .always("live")]))
    static let aboutReady = About("Requests can be served", answer: .success(["status": .always("ready")]))

    /// `GET /health/live`: the process answers.
    static func live(_ call: Call<Caller?>) async throws -> Reply { .success(["status": "live"]) }

    /// `GET /health/ready`: the store can be read, and the server is not about to stop.
    static func ready(_ call: Call<Caller?>) async throws -> Reply {
        guard !call.services.drain.hasBegun else {
            throw Failure(.unavailable, "The server is stopping", id: "error-server-stopping")
        }
        try await call.store.checkHealth()
        return .success(["status": "ready"])
    }
}
