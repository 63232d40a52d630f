import CSQLite
import MusterModel

/// A prepared statement of one connection.
final class SQLiteStatement {
    private let statement: OpaquePointer
    private let database: OpaquePointer
    /// The numbers of the placeholders in the order of SQLite's own numbers, which is that of their first appearance.
    private let placeholders: [Int]
    private let width: CInt

    init(_ spelling: Dialect.Spelling, on database: OpaquePointer) throws {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(
            database, spelling.sql, -1, CUnsignedInt(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let prepared else {
            throw SQLiteFailure(sqlite3_extended_errcode(database), String(cString: sqlite3_errmsg(database)))
        }
        statement = prepared
        self.database = database
        placeholders = spelling.placeholders
        width = sqlite3_column_count(prepared)
    }

    deinit { sqlite3_finalize(statement) }

    /// Runs it to its end.
    ///
    /// - Parameter values: What `$1`, `$2` … stand for.
    /// - Returns: Its rows.
    func rows(_ values: [SQLValue]) throws -> [SQLRow] {
        defer { finish() }
        try bind(values)
        var rows: [SQLRow] = []
        while try step() { rows.append(row()) }
        return rows
    }

    /// Runs it to its end, and hands its rows over some at a time.
    func rows(_ values: [SQLValue], inTurn take: ([SQLRow]) throws -> Void) throws {
        defer { finish() }
        try bind(values)
        var rows: [SQLRow] = []
        var bytes = 0
        while try step() {
            let next = row()
            rows.append(next)
            bytes += next.weight
            guard rows.count == Limits.streamedBatch || bytes >= Limits.streamedBytes else { continue }
            try take(rows)
            rows.removeAll(keepingCapacity: true)
            bytes = 0
        }
        if !rows.isEmpty { try take(rows) }
    }

    /// Runs it to its end and drops its rows.
    func run(_ values: [SQLValue]) throws {
        defer { finish() }
        try bind(values)
        while try step() {}
    }

    /// - Returns: Whether there is another row.
    private func step() throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw SQLiteFailure(sqlite3_extended_errcode(database), String(cString: sqlite3_errmsg(database)))
        }
    }

    /// Makes it ready for its next use, and keeps no value meanwhile: some are large.
    private func finish() {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
    }

    private func bind(_ values: [SQLValue]) throws {
        for (index, placeholder) in placeholders.enumerated() {
            let code = bind(values[placeholder - 1], CInt(index + 1))
            guard code == SQLITE_OK else { throw SQLiteFailure(code) }
        }
    }

    private func bind(_ value: SQLValue, _ index: CInt) -> CInt {
        switch value {
        case .null: sqlite3_bind_null(statement, index)
        case .int(let number): sqlite3_bind_int64(statement, index, number)
        case .text(let text): bind(text: StoredText.encode(text), index)
        case .encodedList(let text): bind(text: text, index)
        case .bytes(let bytes):
            // No bytes at all would be no value.
            bytes.isEmpty
                ? sqlite3_bind_zeroblob(statement, index, 0)
                : sqlite3_bind_blob64(statement, index, bytes, UInt64(bytes.count), SQLiteStatement.copied)
        }
    }

    private func bind(text: String, _ index: CInt) -> CInt {
        var text = text
        return text.withUTF8 { bytes in
            guard let start = bytes.baseAddress else { return sqlite3_bind_text(statement, index, "", 0, nil) }
            return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                sqlite3_bind_text64(
                    statement, index, $0, UInt64(bytes.count), SQLiteStatement.copied, UInt8(SQLITE_UTF8))
            }
        }
    }

    private func row() -> SQLRow { SQLRow(values: (0..<width).map(value)) }

    private func value(_ column: CInt) -> SQLValue {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: .int(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: .int(Int64(sqlite3_column_double(statement, column)))
        case SQLITE_TEXT:
            .text(
                StoredText.decode(
                    UnsafeBufferPointer(
                        start: sqlite3_column_text(statement, column),
                        count: Int(sqlite3_column_bytes(statement, column)))))
        case SQLITE_BLOB:
            .bytes(
                Array(
                    UnsafeRawBufferPointer(
                        start: sqlite3_column_blob(statement, column),
                        count: Int(sqlite3_column_bytes(statement, column)))))
        default: .null
        }
    }

    /// `SQLITE_TRANSIENT`: SQLite copies what it is handed.
    private static let copied = unsafeBitCast(OpaquePointer(bitPattern: -1), to: sqlite3_destructor_type.self)
}
