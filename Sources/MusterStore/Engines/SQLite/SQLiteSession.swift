import Foundation
import GRDB
import MusterModel

/// A connection of GRDB inside a transaction.
struct SQLiteSession: Session {
    let database: GRDB.Database
    let now: Timestamp

    func rows(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
        do { return try fetch(sql, values) } catch let error as DatabaseError { throw SQLiteErrors.translate(error) }
    }

    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        do {
            try prepare(sql, values).execute()
            return database.changesCount
        } catch let error as DatabaseError {
            throw SQLiteErrors.translate(error)
        }
    }

    /// What SQLite finds damaged: where it has to give up looking, at least in which tables.
    func damage() throws -> [String] {
        let (found, isWhole) = try damage(in: "")
        guard !isWhole else { return found }
        let tables = try? String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
        let damaged = try (tables ?? []).filter { table in
            let (found, isWhole) = try damage(in: "(\(table.quotedDatabaseIdentifier))")
            return !isWhole || !found.isEmpty
        }
        return found + damaged.map { "the table \($0) is damaged" } + (damaged.isEmpty ? ["the file is damaged"] : [])
    }

    /// - Returns: What was found, and whether all was looked at.
    private func damage(in table: String) throws -> (found: [String], isWhole: Bool) {
        var found: [String] = []
        do {
            let lines = try String.fetchCursor(database, sql: "PRAGMA integrity_check" + table)
            while let line = try lines.next() { found += line.split(separator: "\n").map(String.init) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            return (found, false)
        } catch let error as DatabaseError {
            throw SQLiteErrors.translate(error)
        }
        return (found.filter { $0 != "ok" }, true)
    }

    private func fetch(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
        let statement = try prepare(sql, values)
        let width = statement.columnCount
        var rows: [SQLRow] = []
        let cursor = try Row.fetchCursor(statement)
        while let row = try cursor.next() {
            rows.append(SQLRow(values: (0..<width).map { SQLiteSession.value(row[$0]) }))
        }
        return rows
    }

    /// Values in the order their placeholders first appear: that is how the library binds a list.
    private func prepare(_ sql: String, _ values: [SQLValue]) throws -> Statement {
        let spelling = Dialect.sqlite.spell(sql)
        let statement =
            spelling.isKept
            ? try database.cachedStatement(sql: spelling.sql) : try database.makeStatement(sql: spelling.sql)
        try statement.setArguments(
            StatementArguments(spelling.placeholders.map { SQLiteSession.bound(values[$0 - 1]) }))
        return statement
    }

    private static func bound(_ value: SQLValue) -> (any DatabaseValueConvertible)? {
        switch value {
        case .null: nil
        case .int(let number): number
        case .text(let text): StoredText.encode(text)
        case .encodedList(let text): text
        case .bytes(let bytes): Data(bytes)
        }
    }

    private static func value(_ value: DatabaseValue) -> SQLValue {
        switch value.storage {
        case .int64(let number): .int(number)
        case .string(let text): .text(StoredText.decode(text))
        case .double(let number): .int(Int64(number))
        case .blob(let data): .bytes(Array(data))
        case .null: .null
        }
    }
}
