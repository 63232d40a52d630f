import MusterModel
import MusterStore

/// `POST users.regeneratePersonalAccessToken` (contract 1.7).
enum ReplacePersonalAccessToken {
    static let about = About(
        "Replace a personal access token", body: PersonalAccessTokenBody.schema,
        example: PersonalAccessTokenBody.example, answer: PersonalAccessTokenBody.token)

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let token = Identifier.newToken()
        let body = PersonalAccessTokenBody(asSent: try await call.body())
        try await call.store.replacePersonalAccessToken(token, named: try body.name(), for: call.caller)
        return .success(["token": .string(token)])
    }
}
