import MusterModel

/// PostgreSQL through libpq: many servers beside each other on one database.
final class PostgresEngine: Engine {
    private let pool: PostgresPool

    /// - Parameters:
    ///   - target: Where the database is.
    ///   - connections: How many connections this server holds at most.
    init(_ target: PostgresTarget, connections: Int) {
        pool = PostgresPool(target, size: connections)
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any Session) throws -> Value) async throws -> Value {
        try await run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any Session) throws -> Value) async throws -> Value {
        // Serializable: an operation is right if it is right alone, on this engine as on the other.
        try await run("BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE", body)
    }

    func changeSchema(_ body: @escaping @Sendable (any Session) throws -> Void) async throws {
        // Read committed: who has waited for the lock must see what was done meanwhile, and a stricter transaction
        // sees what was there when it began to wait.
        try await run("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE") { session in
            // Held to the end of the transaction: of ten servers that start at once, one migrates and nine wait.
            _ = try session.rows("SELECT pg_advisory_xact_lock(7705834019)", [])
            try body(session)
        }
    }

    /// STRICT keeps the planner from unfolding the function and guessing a hundred rows: lists are mostly short.
    func prepareDialect(_ session: any Session) throws {
        try session.run(
            """
            CREATE OR REPLACE FUNCTION muster_each(list text) RETURNS TABLE (value text) LANGUAGE sql
            IMMUTABLE STRICT ROWS 10
            AS 'SELECT json_array_elements_text(list::json)'
            """, [])
        // A member that holds U+0000 could not be read at all otherwise.
        try session.run(
            """
            CREATE OR REPLACE FUNCTION muster_member(object text, name text) RETURNS text LANGUAGE sql
            IMMUTABLE STRICT
            AS 'SELECT replace(object, ''\\u0000'', ''\\ufffd'')::json ->> name'
            """, [])
    }

    func adoptEvents(_ session: any Session) throws {
        _ = try session.rows(
            """
            SELECT setval(pg_get_serial_sequence('events', 'sequence'), max(sequence)) FROM events HAVING count(*) > 0
            """, [])
    }

    func backup(to path: String) async throws {
        throw Failure(.fault, "A PostgreSQL database is backed up with its own tools, as pg_dump")
    }

    func examine() async throws -> EngineExamination {
        try await read { session in
            EngineExamination(
                check: "every constraint, reference and index is in force, every reference leads somewhere",
                faults: try PostgresCatalog.faults(session))
        }
    }

    func close() { pool.close() }

    private func run<Value: Sendable>(
        _ begin: String, _ body: @escaping @Sendable (any Session) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            pool.enqueue(Transaction(begin: begin, body: body, continuation: continuation))
        }
    }
}

/// A transaction that waits for a connection.
private struct Transaction<Value: Sendable>: PooledWork {
    let begin: String
    let body: @Sendable (any Session) throws -> Value
    let continuation: CheckedContinuation<Value, any Error>

    func perform(_ line: inout PostgresLine) {
        do {
            continuation.resume(returning: try line.transaction(begin, body))
        } catch {
            continuation.resume(throwing: error)
        }
    }

    func refuse(_ error: any Error) { continuation.resume(throwing: error) }
}
