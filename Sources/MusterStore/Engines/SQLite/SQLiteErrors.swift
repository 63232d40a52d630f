import GRDB
import MusterModel

/// What SQLite's errors mean to the store: translated here and nowhere else.
enum SQLiteErrors {
    static func translate(_ error: DatabaseError) -> any Error {
        switch error.resultCode {
        case .SQLITE_CONSTRAINT: conflict(error)
        case .SQLITE_FULL, .SQLITE_IOERR:
            Failure(.unavailable, "The disk is full or cannot be written", id: "error-storage-unavailable")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            Failure(.unavailable, "The database is busy", id: "error-storage-unavailable")
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            Failure(.unavailable, "The database file cannot be opened or written", id: "error-storage-unavailable")
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            Failure(.fault, "The file is not a database, or is damaged: \(error.message ?? "no message")")
        default: Failure(.fault, "SQLite \(error.extendedResultCode): \(error.message ?? "no message")")
        }
    }

    /// SQLite names the columns of a unique constraint, and nothing for a foreign key.
    private static func conflict(_ error: DatabaseError) -> Conflict {
        let message = error.message ?? ""
        if error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY { return .missingReference }
        if message.contains("users.username_folded") { return .usernameTaken }
        if message.contains("user_emails.address_folded") { return .emailTaken }
        return .other(message)
    }
}
