import MusterModel

/// What libpq reports, and what it means to the store: translated here and nowhere else.
enum PostgresFailure: Error {
    /// The connection is gone, or the server is going.
    case lost(String)
    /// The server refused a statement.
    case refused(state: String, constraint: String, message: String)

    /// True when the same transaction may succeed if run again: serialization failure, deadlock.
    var isRetryable: Bool {
        if case .refused(let state, _, _) = self { state == "40001" || state == "40P01" } else { false }
    }

    /// True when the connection must not be used again: shutting down, starting up, or a standby that cannot write.
    var endsConnection: Bool {
        switch self {
        case .lost: true
        case .refused(let state, _, _): ["57P01", "57P02", "57P03", "57P05", "25006"].contains(state)
        }
    }

    /// True for a constraint of the schema.
    var isConflict: Bool {
        if case .refused(let state, _, _) = self { state.hasPrefix("23") } else { false }
    }

    /// The error as the store's callers know it.
    var translated: any Error {
        switch self {
        case .lost(let message):
            return PostgresFailure.unavailable(
                "The database cannot be reached", cause: PostgresFailure.cause(in: message))
        case .refused(let state, let constraint, let message):
            switch state {
            case "23505": return PostgresFailure.uniqueConflict(constraint)
            case "23503": return Conflict.missingReference
            case _ where state.hasPrefix("23"): return Conflict.other(message)
            case _ where state.hasPrefix("53"): return PostgresFailure.unavailable("The database is short of resources")
            case "XX001", "XX002", "58030":
                return Failure(.damaged, "The database is damaged", id: "error-storage-damaged", cause: message)
            case "57014", "25P03": return PostgresFailure.unavailable("The database took too long")
            case _ where isRetryable: return PostgresFailure.unavailable("The database is busy")
            case _ where endsConnection: return PostgresFailure.unavailable("The database is not ready")
            default: return Failure(.fault, "PostgreSQL \(state): \(message)")
            }
        }
    }

    static func unavailable(_ reason: String, cause: String? = nil) -> Failure {
        Failure(.unavailable, reason, id: "error-storage-unavailable", cause: cause)
    }

    /// What libpq says, in words of ours: its own may quote a password that was not percent-encoded.
    private static func cause(in message: String) -> String? {
        let causes = [
            ("Connection refused", "nobody listens there"),
            ("No such file or directory", "there is no such socket, or no such file"),
            ("could not translate host name", "there is no such host"),
            ("timeout expired", "it did not answer in time"),
            ("password authentication failed", "user name and password do not fit"),
            ("no password supplied", "it asks for a password"),
            ("no pg_hba.conf entry", "it does not let this user in from here"),
            ("does not exist", "there is no such user or database"),
            ("not in recovery", "no server there takes writes"),
            ("is read-only", "no server there takes writes"),
            ("starting up", "it is starting"),
            ("shutting down", "it is stopping"),
            ("too many clients", "it has no connection left"),
            ("certificate", "its TLS certificate is not accepted"),
            ("SSL", "TLS cannot be agreed on"),
            ("invalid", "the database's name cannot be read; are all special characters percent-encoded?"),
            ("waiting before", "the next attempt comes in a moment"),
            ("closed the connection", "it closed the connection"),
        ]
        return causes.first { message.contains($0.0) }?.1
    }

    private static func uniqueConflict(_ constraint: String) -> Conflict {
        switch constraint {
        case "users_username_folded_key": .usernameTaken
        case "user_emails_address_folded_key": .emailTaken
        default: .other(constraint)
        }
    }
}
