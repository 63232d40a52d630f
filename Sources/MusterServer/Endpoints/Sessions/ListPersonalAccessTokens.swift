import MusterModel
import MusterStore

/// `GET users.getPersonalAccessTokens` (contract 1.7).
enum ListPersonalAccessTokens {
    static let about = About(
        "List personal access tokens",
        answer: .success([
            "tokens": [
                ["name": "nightly report", "createdAt": .date, "lastTokenPart": "q3VbZk", "bypassTwoFactor": false]
            ]
        ]))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let tokens = try await call.store.personalAccessTokens(of: call.caller)
        return .success([
            "tokens": .array(
                tokens.map { token in
                    [
                        "name": .string(token.name), "createdAt": .date(token.createdAt),
                        "lastTokenPart": .string(token.lastPart), "bypassTwoFactor": .bool(token.bypassesTwoFactor),
                    ]
                })
        ]).uncompressed
    }
}
