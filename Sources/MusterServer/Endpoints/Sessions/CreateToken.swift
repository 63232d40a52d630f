import MusterModel
import MusterStore

/// `POST users.createToken`: a login token without a login (D85).
enum CreateToken {
    static let about = About(
        "Make a login token",
        body: Body.schema,
        example: ["userId": .string(Demo.adminID)],
        answer: .success(["data": ["userId": .value(.string(Demo.adminID)), "authToken": .value(.string(Demo.token))]])
    )

    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self, isOpen: true)
        let named: NamedUser

        init(_ members: inout Members) {
            named = NamedUser(&members)
            members.unused("secret", .string())
        }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = Body(asSent: try await call.body())
        guard let named = try body.named.reference() else { throw Failure.nobodyNamed }
        let token = Identifier.newToken()
        let id = try await call.store.createToken(
            token, for: named, limit: call.services.options.loginTokensMax, by: call.caller)
        return .success(["data": ["userId": .string(id), "authToken": .string(token)]])
    }
}
