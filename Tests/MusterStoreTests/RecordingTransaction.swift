import MusterModel
@testable import MusterStore

/// A transaction that hands everything on and keeps the statements it was given.
struct RecordingTransaction: Transaction {
    final class Log {
        var statements: [(sql: String, values: [SQLValue])] = []
    }

    let base: any Transaction
    let log = Log()
    var now: Timestamp { base.now }
    var memory: PolicyMemory { base.memory }

    func rows(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
        log.statements.append((sql, values))
        return try base.rows(sql, values)
    }

    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        log.statements.append((sql, values))
        return try base.run(sql, values)
    }

    func post(_ sql: String, _ values: [SQLValue]) throws {
        log.statements.append((sql, values))
        try base.post(sql, values)
    }

    /// How the engine would run each statement that was kept, a text a statement.
    func plans(_ engine: String) throws -> [(sql: String, steps: [String])] {
        try log.statements.map { statement in
            let word = engine == "sqlite" ? "EXPLAIN QUERY PLAN " : "EXPLAIN "
            let rows = try base.rows(word + statement.sql, statement.values)
            return (statement.sql, rows.map { $0.text(engine == "sqlite" ? 3 : 0) })
        }
    }
}
