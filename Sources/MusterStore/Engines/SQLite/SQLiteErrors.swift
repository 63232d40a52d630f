import GRDB
import MusterModel

/// What SQLite's errors mean to the store: translated here and nowhere else.
enum SQLiteErrors {
    static func translate(_ error: DatabaseError) -> any Error {
        switch error.resultCode {
        case .SQLITE_CONSTRAINT: conflict(error)
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: damage(error)
        case .SQLITE_IOERR where isUnreadable(error): damage(error)
        case .SQLITE_FULL, .SQLITE_IOERR: unavailable("The disk is full or cannot be written", error)
        case .SQLITE_BUSY, .SQLITE_LOCKED: unavailable("The database is busy", error)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            unavailable("The database file cannot be opened or written", error)
        case .SQLITE_MISUSE: unavailable("The database is closed", error)
        default: Failure(.fault, "SQLite \(error.extendedResultCode): \(error.message ?? "no message")")
        }
    }

    /// True for what keeps one from writing a file that can perhaps be read.
    static func isObstacleToWriting(_ error: DatabaseError) -> Bool {
        [.SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH].contains(
            error.resultCode)
    }

    /// A page that is not there, or that the disk does not give.
    private static func isUnreadable(_ error: DatabaseError) -> Bool {
        [.SQLITE_IOERR_READ, .SQLITE_IOERR_SHORT_READ, .SQLITE_IOERR_CORRUPTFS].contains(error.extendedResultCode)
    }

    private static func unavailable(_ reason: String, _ error: DatabaseError) -> Failure {
        Failure(.unavailable, reason, id: "error-storage-unavailable", cause: error.message)
    }

    private static func damage(_ error: DatabaseError) -> Failure {
        Failure(
            .damaged, "The file is not a database, or is damaged", id: "error-storage-damaged", cause: error.message)
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
