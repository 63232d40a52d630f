import CSQLite
import MusterModel

/// A connection to a file inside a transaction.
struct SQLiteTransaction: Transaction {
    let connection: SQLiteConnection
    let now: Timestamp
    let memory: PolicyMemory

    func rows(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
        do { return try connection.statement(sql).rows(values) } catch { throw error.translatedFromSQLite }
    }

    func rows(_ sql: String, _ values: [SQLValue], inTurn take: ([SQLRow]) throws -> Void) throws {
        do { try connection.statement(sql).rows(values, inTurn: take) } catch { throw error.translatedFromSQLite }
    }

    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        do {
            try connection.statement(sql).run(values)
            return connection.changes
        } catch { throw error.translatedFromSQLite }
    }

    func post(_ sql: String, _ values: [SQLValue]) throws {
        do { try connection.statement(sql).run(values) } catch { throw error.translatedFromSQLite }
    }

    /// What SQLite finds damaged: where it has to give up looking, at least in which tables.
    func damage() throws -> [String] {
        let (found, isWhole) = try damage(in: "")
        guard !isWhole else { return found }
        let tables = try? connection.statement("SELECT name FROM sqlite_schema WHERE type = 'table'").rows([])
        let damaged = try (tables ?? []).map { $0.text(0) }.filter { table in
            let (found, isWhole) = try damage(in: "(\"\(table.replacing("\"", with: "\"\""))\")")
            return !isWhole || !found.isEmpty
        }
        return found + damaged.map { "the table \($0) is damaged" } + (damaged.isEmpty ? ["the file is damaged"] : [])
    }

    /// - Returns: What was found, and whether all was looked at.
    private func damage(in table: String) throws -> (found: [String], isWhole: Bool) {
        var found: [String] = []
        do {
            let rows = try connection.statement("PRAGMA integrity_check" + table).rows([])
            for row in rows { found += row.text(0).split(separator: "\n").map(String.init) }
        } catch let failure as SQLiteFailure where failure.kind == SQLITE_CORRUPT {
            return (found, false)
        } catch { throw error.translatedFromSQLite }
        return (found.filter { $0 != "ok" }, true)
    }
}
