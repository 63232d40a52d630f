import MusterModel
import MusterStore

/// `POST users.generatePersonalAccessToken` (contract 1.7).
enum CreatePersonalAccessToken {
    static let about = About(
        "Make a personal access token", body: PersonalAccessTokenBody.schema, example: PersonalAccessTokenBody.example,
        answer: PersonalAccessTokenBody.token)

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = PersonalAccessTokenBody(asSent: try await call.body())
        let token = Identifier.newToken()
        try await call.store.createPersonalAccessToken(
            token, named: try body.name(), bypassesTwoFactor: body.bypassesTwoFactor, for: call.caller)
        return .success(["token": .string(token)])
    }
}
