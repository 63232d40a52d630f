import MusterModel
import MusterStore

/// `POST users.forgotPassword`: a mail with a token for a new password (D87).
enum ForgotPassword {
    static let about = About(
        "Ask for a password reset by mail", body: Body.schema,
        example: ["email": "petra@example.com"])

    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self, isOpen: true)
        let email: JSON?

        init(_ members: inout Members) { email = members.asSent("email", .string(), isRequired: true) }
    }

    /// Answers the same, and as quickly, whether anybody has the address: all else happens afterwards.
    static func handle(_ call: Call<Caller?>) async throws -> Reply {
        let body = Body(asSent: try await call.body())
        let settings = call.settings
        guard settings.isOn("Accounts_PasswordReset") else { throw Failure.plain("Password reset is not enabled") }
        if let given = body.email, given != .null { try Match.check(given, .string(), at: "email") }
        let email = (body.email?.string ?? "").trimmed
        guard !email.isEmpty else { throw Failure.plain("The 'email' param is required") }
        let store = call.store
        try call.services.mail.send {
            let token = Identifier.newToken()
            guard email.utf8.count <= Limits.loginNameBytes,
                let reset = try await store.requestPasswordReset(email: email, token: token)
            else { return nil }
            return mail(to: reset, token, settings)
        }
        return .success()
    }

    private static func mail(to reset: PasswordReset, _ token: String, _ settings: Settings) -> Mail {
        let site = settings.siteURL
        let place = site.isEmpty ? "" : " on \(site)"
        return Mail(
            to: reset.address, subject: "Your new password", from: settings["From_Email"].string,
            body: """
                Somebody asked for a new password for your account \(reset.username)\(place).
                If that was not you, do nothing: your password stays as it is.

                Your token for a new password is

                    \(token)

                It works once, within \(Limits.resetSeconds / 60) minutes. Enter it where you asked for it, or send it yourself:

                    POST \(site)/api/muster/v1/password-reset
                    {"token": "\(token)", "password": "<your new password>"}
                """)
    }
}
