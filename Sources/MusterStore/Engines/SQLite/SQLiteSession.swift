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
