import MusterModel

/// A connection inside a transaction.
struct PostgresSession: Session {
    let connection: PostgresConnection
    let now: Timestamp
    let memory: PolicyMemory

    func rows(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
        try translating { try connection.run(Dialect.postgres.spell(sql), values).rows }
    }

    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        try translating { try connection.run(Dialect.postgres.spell(sql), values).changes }
    }

    func post(_ sql: String, _ values: [SQLValue]) throws {
        try translating { try connection.post(Dialect.postgres.spell(sql), values) }
    }

    /// A constraint becomes the store's own error here, so that operations can answer for it; the rest is for the code that
    /// runs the transaction again or gives it up.
    private func translating<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let failure as PostgresFailure where failure.isConflict {
            throw failure.translated
        }
    }
}
