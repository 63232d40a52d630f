import MusterModel
import MusterStore

/// `POST /api/muster/v1/password-reset`: a new password by a mailed token (D87).
enum ResetPassword {
    static let about = About(
        "Choose a password by a mailed token", body: schema,
        example: ["token": .string(Demo.token), "password": "a long password of my own"])

    static let schema = Schema(
        required: ["token", "password"],
        ["token": .string(charactersMin: 1), "password": .string(charactersMin: 1)])

    static func handle(_ call: Call<Caller?>) async throws -> Reply {
        let body = try schema.check(try await call.body())
        let token = body["token"]?.string ?? "", password = body["password"]?.string ?? ""
        // Hashing keeps a core busy: first what is refused anyway.
        guard try await call.store.allowsPasswordReset(token) else { throw Failure.invalidResetToken }
        try PasswordChange.check(password, call.settings)
        let hash = try await call.services.passwords.hash(Digest.hex(password))
        try await call.store.resetPassword(by: token, to: hash, requestID: call.requestID)
        return .success()
    }
}
