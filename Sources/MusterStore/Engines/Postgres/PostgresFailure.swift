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
        case .lost: return PostgresFailure.unavailable("The database cannot be reached")
        case .refused(let state, let constraint, let message):
            switch state {
            case "23505": return PostgresFailure.uniqueConflict(constraint)
            case "23503": return Conflict.missingReference
            case _ where state.hasPrefix("23"): return Conflict.other(message)
            case _ where state.hasPrefix("53"): return PostgresFailure.unavailable("The database is short of resources")
            case "57014", "25P03": return PostgresFailure.unavailable("The database took too long")
            case _ where isRetryable: return PostgresFailure.unavailable("The database is busy")
            case _ where endsConnection: return PostgresFailure.unavailable("The database is not ready")
            default: return Failure(.fault, "PostgreSQL \(state): \(message)")
            }
        }
    }

    static func unavailable(_ reason: String) -> Failure {
        Failure(.unavailable, reason, id: "error-storage-unavailable")
    }

    private static func uniqueConflict(_ constraint: String) -> Conflict {
        switch constraint {
        case "users_username_folded_key": .usernameTaken
        case "user_emails_address_folded_key": .emailTaken
        default: .other(constraint)
        }
    }
}
