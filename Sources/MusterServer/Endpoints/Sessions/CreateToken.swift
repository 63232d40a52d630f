import MusterModel
import MusterStore

/// `POST users.createToken`: a login token without a login (D85).
enum CreateToken {
    static let about = About(
        "Make a login token",
        body: Schema(
            ["userId": .string(), "username": .string(), "user": .string(), "secret": .string()], isOpen: true),
        example: ["userId": .string(Demo.adminID)],
        answer: .success(["data": ["userId": .value(.string(Demo.adminID)), "authToken": .value(.string(Demo.token))]])
    )

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try await call.body()
        guard let named = try UserReference(in: body) else { throw Failure.nobodyNamed }
        let token = Identifier.newToken()
        let id = try await call.store.createToken(
            token, for: named, limit: call.services.options.loginTokensMax, by: call.caller)
        return .success(["data": ["userId": .string(id), "authToken": .string(token)]])
    }
}
