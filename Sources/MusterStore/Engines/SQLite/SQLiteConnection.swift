import CSQLite
import MusterModel

/// One connection to a file; used by one thread at a time, which those who hold it see to.
final class SQLiteConnection: @unchecked Sendable {
    /// How a file is opened.
    enum Mode {
        /// Made if it is not there.
        case writing
        /// Only read, by a process that could write.
        case reading
        /// Only read, as the parameters of a `file:` address say, by a process that cannot write.
        case unwritable(String)
    }

    /// Before the first file is opened: SQLite is not to count its memory, which takes a lock at every allocation.
    private static let isConfigured: Bool = muster_sqlite3_count_no_memory() == SQLITE_OK

    private let database: OpaquePointer
    private let patience: Patience
    /// Prepared statements by their text. When there are many, all are forgotten (see `Dialect`).
    private var statements: [StatementText: SQLiteStatement] = [:]
    /// How long the log was after the last commit of this connection.
    private(set) var logPages = 0
    private var stepsLeft = Int.max
    private var wasStopped = false
    private var isClosed = false

    /// Opens the file.
    ///
    /// - Throws: `SQLiteFailure` when it cannot be opened; that it is no database shows at its first use.
    init(_ path: String, _ mode: Mode, patience: Patience) throws {
        var address = path
        var flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        switch mode {
        case .writing: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        case .reading: flags |= SQLITE_OPEN_READWRITE
        case .unwritable(let parameters):
            flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
            address = SQLiteConnection.address(of: path) + "?" + parameters
        }
        _ = SQLiteConnection.isConfigured
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(address, &opened, flags, nil)
        guard code == SQLITE_OK, let opened else {
            sqlite3_close_v2(opened)
            throw SQLiteFailure(code)
        }
        database = opened
        self.patience = patience
        let own = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_busy_handler(
            database,
            { own, tries in
                let connection = own.map { Unmanaged<SQLiteConnection>.fromOpaque($0).takeUnretainedValue() }
                return connection?.patience.waits(afterTries: Int(tries)) == true ? 1 : 0
            }, own)
        sqlite3_progress_handler(
            database, SQLiteConnection.stepsCounted,
            { own in
                let connection = own.map { Unmanaged<SQLiteConnection>.fromOpaque($0).takeUnretainedValue() }
                return connection?.mayGoOn() == false ? 1 : 0
            }, own)
        if case .writing = mode {
            // In place of SQLite's own hook, which copies a long log into the file (`LogCopies`).
            sqlite3_wal_hook(
                database,
                { own, _, _, pages in
                    let connection = own.map { Unmanaged<SQLiteConnection>.fromOpaque($0).takeUnretainedValue() }
                    connection?.logPages = Int(pages)
                    return SQLITE_OK
                }, own)
        }
        try execute("PRAGMA foreign_keys = ON")
        // Sorting must not need a temporary file: reads go on when the disk is full.
        try execute("PRAGMA temp_store = MEMORY")
        if case .reading = mode { try execute("PRAGMA query_only = ON") }
    }

    deinit { close() }

    /// Closes it now, not when the last who knows it forgets it: the last one that closes a file takes its log away.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        statements.removeAll()
        sqlite3_close_v2(database)
    }

    /// True between the beginning and the end of a transaction: SQLite may have ended it when something failed.
    var isInTransaction: Bool { sqlite3_get_autocommit(database) == 0 }

    /// How many prepared statements it keeps.
    var statementsKept: Int { statements.count }

    /// How many rows the last change changed.
    var changes: Int { Int(sqlite3_changes(database)) }

    /// Runs a statement without parameters.
    func execute(_ sql: String) throws { try statement(sql).run([]) }

    /// The statement, prepared at its first use.
    func statement(_ sql: String) throws -> SQLiteStatement {
        let key = StatementText(sql)
        if let known = statements[key] { return known }
        let made = try SQLiteStatement(Dialect.sqlite.spell(sql), on: database)
        if statements.count >= Limits.keptStatements { statements.removeAll(keepingCapacity: true) }
        statements[key] = made
        return made
    }

    /// Runs the closure against one state of the file.
    func reading<Value>(_ body: () throws -> Value) throws -> Value {
        try execute("BEGIN DEFERRED")
        defer {
            // However little of a short read's steps is left. Of a damaged file a transaction does not end well, but
            // what was read of it counts.
            stepsLeft = .max
            try? execute("COMMIT")
            if isInTransaction { try? execute("ROLLBACK") }
        }
        return try body()
    }

    /// Runs the closure in a transaction that writes, and that is on the disk at its end.
    func writing<Value>(_ body: () throws -> Value) throws -> Value {
        try execute("BEGIN IMMEDIATE")
        do {
            let value = try body()
            try execute("COMMIT")
            return value
        } catch {
            if isInTransaction { try? execute("ROLLBACK") }
            throw error
        }
    }

    /// Runs the closure in a part of a transaction that is taken back when it throws.
    func savepoint(_ body: () throws -> Void) throws {
        try execute("SAVEPOINT part")
        do {
            try body()
            try execute("RELEASE part")
        } catch {
            if isInTransaction {
                try execute("ROLLBACK TO part")
                try execute("RELEASE part")
            }
            throw error
        }
    }

    /// Copies from the log into the file what is committed and what nobody reads an older state of.
    ///
    /// - Returns: False when another connection is doing that, or the disk does not let it: nothing is lost then.
    @discardableResult
    func copyLog() -> Bool {
        sqlite3_wal_checkpoint_v2(database, "main", SQLITE_CHECKPOINT_PASSIVE, nil, nil) == SQLITE_OK
    }

    /// Copies the whole file, as one consistent state.
    func copy(to other: SQLiteConnection) throws {
        guard let copy = sqlite3_backup_init(other.database, "main", database, "main") else {
            throw SQLiteFailure(sqlite3_extended_errcode(other.database))
        }
        let code = sqlite3_backup_step(copy, -1)
        sqlite3_backup_finish(copy)
        guard code == SQLITE_DONE else { throw SQLiteFailure(code) }
    }

    private static func address(of path: String) -> String {
        let plain = path.utf8.map { byte -> String in
            let isPlain =
                byte < 0x80 && (UnicodeScalar(byte).properties.isAlphabetic || "0123456789/-_.~".utf8.contains(byte))
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return "file:" + plain.joined()
    }
}

// MARK: Short reads

extension SQLiteConnection {
    /// Steps of SQLite's machine between two counts.
    private static let stepsCounted: CInt = 1000

    /// Runs the closure unless it takes long.
    ///
    /// - Returns: Nil when it was stopped, half done.
    func whileShort<Value>(_ body: () throws -> Value) throws -> Value? {
        stepsLeft = Limits.shortReadSteps
        wasStopped = false
        defer { stepsLeft = .max }
        do {
            let value = try body()
            // The closure may have swallowed the error.
            return wasStopped ? nil : value
        } catch  where wasStopped {
            return nil
        }
    }

    private func mayGoOn() -> Bool {
        guard stepsLeft != .max else { return true }
        stepsLeft -= Int(SQLiteConnection.stepsCounted)
        wasStopped = wasStopped || stepsLeft < 0
        return !wasStopped
    }
}
