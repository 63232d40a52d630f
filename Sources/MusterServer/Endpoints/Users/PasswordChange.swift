import MusterModel
import MusterStore

/// What every change of a password asks of the new one (contract 5.2).
enum PasswordChange {
    /// - Throws: Too long, or `error-password-policy-not-met` with every rule that is broken.
    static func check(_ password: String, _ settings: Settings) throws {
        try checkLength(password)
        let broken = PasswordPolicy(settings).brokenRules(password)
        guard broken.isEmpty else {
            let id = "error-password-policy-not-met"
            throw Failure.typed(
                "The password provided does not meet the server's password policy.", id,
                details: .array(
                    broken.map { rule in
                        ["error": .string("\(id)-\(rule.rawValue)"), "message": .string(rule.message)]
                    }))
        }
    }

    /// All that is asked of the password of a new user.
    static func checkLength(_ password: String) throws {
        guard password.utf8.count <= Limits.passwordBytes else {
            throw Failure.typed("The password is longer than \(Limits.passwordBytes) bytes", "error-invalid-params")
        }
    }
}
