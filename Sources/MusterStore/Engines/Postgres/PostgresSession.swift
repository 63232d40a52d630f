import MusterModel

/// A connection inside a transaction.
struct PostgresSession: Session {
    let connection: PostgresConnection
    let now: Timestamp

    func rows(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
        try perform(sql, values).rows
    }

    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        try perform(sql, values).changes
    }

    /// A constraint becomes the store's own error here, so that operations can answer for it; the rest is for the code that
    /// runs the transaction again or gives it up.
    private func perform(_ sql: String, _ values: [SQLValue]) throws -> (rows: [SQLRow], changes: Int) {
        do {
            return try connection.run(Dialect.postgres.spell(sql), values)
        } catch let failure as PostgresFailure where failure.isConflict {
            throw failure.translated
        }
    }
}
