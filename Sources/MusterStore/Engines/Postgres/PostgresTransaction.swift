import MusterModel

/// A connection inside a transaction.
struct PostgresTransaction: Transaction {
    let connection: PostgresConnection
    let now: Timestamp
    let memory: PolicyMemory

    func rows(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
        try translating { try connection.run(Dialect.postgres.spell(sql), values).rows }
    }

    /// By a cursor; after a batch of large rows a few at a time.
    func rows(_ sql: String, _ values: [SQLValue], inTurn take: ([SQLRow]) throws -> Void) throws {
        try run("DECLARE streamed NO SCROLL CURSOR FOR " + sql, values)
        var hasBegun = false
        var count = Limits.streamedBatch
        while true {
            do {
                let rows = try connection.fetch("FETCH \(count) FROM streamed")
                if !rows.isEmpty { try take(rows) }
                if rows.count < count { return }
                let isHeavy = rows.reduce(0) { $0 + $1.weight } > Limits.streamedBytes
                count = isHeavy ? Limits.streamedHeavyBatch : Limits.streamedBatch
            } catch let failure as PostgresFailure where hasBegun {
                // The transaction must not be run again: what was handed over would come twice.
                throw failure.translated
            }
            hasBegun = true
        }
    }

    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        try translating { try connection.run(Dialect.postgres.spell(sql), values).changes }
    }

    func post(_ sql: String, _ values: [SQLValue]) throws {
        try translating { try connection.post(Dialect.postgres.spell(sql), values) }
    }

    /// A constraint becomes the store's own error here, so that operations can answer for it; the rest is for the code
    /// that runs the transaction again or gives it up.
    private func translating<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let failure as PostgresFailure where failure.isConflict {
            throw failure.translated
        }
    }
}
