import MusterModel
import MusterStore

/// `POST users.removePersonalAccessToken` (contract 1.7).
enum RemovePersonalAccessToken {
    static let about = About(
        "Remove a personal access token", body: PersonalAccessTokenBody.schema, example: PersonalAccessTokenBody.example
    )

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = PersonalAccessTokenBody(asSent: try await call.body())
        try await call.store.removePersonalAccessToken(named: try body.name(), of: call.caller)
        return .success()
    }
}
