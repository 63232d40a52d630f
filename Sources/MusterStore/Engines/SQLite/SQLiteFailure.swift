import CSQLite
import MusterModel

/// What SQLite reports, and what it means to the store: translated here and nowhere else.
struct SQLiteFailure: Error {
    /// SQLite's extended result code.
    let code: CInt
    let message: String

    /// - Parameter code: One of SQLite's result codes.
    init(_ code: CInt, _ message: String = "") {
        self.code = code
        self.message = message.isEmpty ? String(cString: sqlite3_errstr(code)) : message
    }

    /// The kind of error, without the details of the extended code.
    var kind: CInt { code & 0xFF }

    /// The same in the store's terms.
    var translated: any Error {
        switch kind {
        case SQLITE_CONSTRAINT: conflict
        case SQLITE_NOTADB, SQLITE_CORRUPT: damage
        case SQLITE_IOERR where isUnreadable: damage
        case SQLITE_FULL, SQLITE_IOERR: unavailable("The disk is full or cannot be written")
        case SQLITE_BUSY, SQLITE_LOCKED: unavailable("The database is busy")
        case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH:
            unavailable("The database file cannot be opened or written")
        case SQLITE_MISUSE: unavailable("The database is closed")
        default: Failure(.fault, "SQLite \(code): \(message)")
        }
    }

    /// True for what keeps one from writing a file that can perhaps be read.
    var isObstacleToWriting: Bool {
        [SQLITE_FULL, SQLITE_IOERR, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH].contains(kind)
    }

    /// A page that is not there, or that the disk does not give: `SQLITE_IOERR_READ`, `_SHORT_READ`, `_CORRUPTFS`.
    private var isUnreadable: Bool { [1, 2, 33].map { SQLITE_IOERR | $0 << 8 }.contains(code) }

    private func unavailable(_ reason: String) -> Failure {
        Failure(.unavailable, reason, id: "error-storage-unavailable", cause: message)
    }

    private var damage: Failure {
        Failure(.damaged, "The file is not a database, or is damaged", id: "error-storage-damaged", cause: message)
    }

    /// SQLite names the columns of a unique constraint, and nothing for a foreign key (`SQLITE_CONSTRAINT_FOREIGNKEY`).
    private var conflict: Conflict {
        if code == SQLITE_CONSTRAINT | 3 << 8 { return .missingReference }
        if message.contains("users.username_folded") { return .usernameTaken }
        if message.contains("user_emails.address_folded") { return .emailTaken }
        return .other(message)
    }
}

extension Error {
    /// The error in the store's terms.
    var translatedFromSQLite: any Error { (self as? SQLiteFailure)?.translated ?? self }
}
