import MusterModel
import MusterStore

/// `users.generatePersonalAccessToken` and its three companions (contract 1.7).
enum PersonalAccessTokens {
    static let aboutCreate = About("Make a personal access token", body: Body.schema, example: example, answer: token)
    static let aboutReplace = About(
        "Replace a personal access token", body: Body.schema, example: example, answer: token)
    static let aboutRemove = About("Remove a personal access token", body: Body.schema, example: example)
    static let aboutList = About(
        "List personal access tokens",
        answer: .success([
            "tokens": [
                ["name": "nightly report", "createdAt": .date, "lastTokenPart": "q3VbZk", "bypassTwoFactor": false]
            ]
        ]))

    private static let example: JSONObject = ["tokenName": "nightly report"]
    private static let token: Sample = .success(["token": "vJw6bQm3RtX9kLs2PfYc8NzHg5DhTq3VbZk4WxCu7Ea"])

    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self, isOpen: true)
        private let nameAsSent: JSON?
        let bypassesTwoFactor: Bool

        init(_ members: inout Members) {
            nameAsSent = members.asSent("tokenName", .string(charactersMin: 1), isRequired: true)
            bypassesTwoFactor = members.optional("bypassTwoFactor", .boolean) ?? false
        }

        func name() throws -> String {
            guard let name = nameAsSent?.string, !name.isEmpty else {
                throw Failure.plain("The 'tokenName' param is required")
            }
            guard name.utf8.count <= Limits.tokenNameBytes else {
                throw Failure.typed("The name is longer than \(Limits.tokenNameBytes) bytes", "error-invalid-params")
            }
            return name
        }
    }

    static func handleCreate(_ call: Call<Caller>) async throws -> Reply {
        let body = Body(asSent: try await call.body())
        let token = Identifier.newToken()
        try await call.store.createPersonalAccessToken(
            token, named: try body.name(), bypassesTwoFactor: body.bypassesTwoFactor, for: call.caller)
        return .success(["token": .string(token)])
    }

    static func handleReplace(_ call: Call<Caller>) async throws -> Reply {
        let token = Identifier.newToken()
        let body = Body(asSent: try await call.body())
        try await call.store.replacePersonalAccessToken(token, named: try body.name(), for: call.caller)
        return .success(["token": .string(token)])
    }

    static func handleRemove(_ call: Call<Caller>) async throws -> Reply {
        let body = Body(asSent: try await call.body())
        try await call.store.removePersonalAccessToken(named: try body.name(), of: call.caller)
        return .success()
    }

    static func handleList(_ call: Call<Caller>) async throws -> Reply {
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
