import MusterModel
import MusterStore

/// `POST /api/muster/v1/password-reset`: a new password by a mailed token (D87).
enum ResetPassword {
    static let about = About(
        "Choose a password by a mailed token", body: Body.schema,
        example: ["token": .string(Demo.token), "password": "a long password of my own"])

    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self)
        let token: String
        let password: String

        init(_ members: inout Members) {
            token = members.required("token", .string(charactersMin: 1))
            password = members.required("password", .string(charactersMin: 1))
        }
    }

    static func handle(_ call: Call<Caller?>) async throws -> Reply {
        let body = try Body(checking: try await call.body())
        // Hashing keeps a core busy: first what is refused anyway.
        guard try await call.store.allowsPasswordReset(body.token) else {
            throw StoreRefusal.session(.invalidResetToken)
        }
        try PasswordChange.check(body.password, call.settings)
        let hash = try await call.services.passwords.hash(Digest.hex(body.password))
        try await call.store.resetPassword(by: body.token, to: hash, requestID: call.requestID)
        return .success()
    }
}
