import MusterModel

/// PostgreSQL through libpq: many servers beside each other on one database.
final class PostgresEngine: Engine {
    private let pool: PostgresPool
    private let policies: PolicyCache

    /// - Parameters:
    ///   - target: Where the database is.
    ///   - connections: How many connections this server holds at most.
    ///   - policies: What transactions remember of roles and settings.
    ///   - pause: How transactions that are to be run again wait for that.
    init(
        _ target: PostgresTarget, connections: Int, policies: PolicyCache,
        pause: @escaping PostgresPool.Pause = PostgresPool.sleep
    ) {
        pool = PostgresPool(target, size: connections, pause: pause)
        self.policies = policies
    }

    func read<Value: Sendable>(
        _ view: ReadView, isLong: Bool, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try await run(.read(view), body)
    }

    func write<Value: Sendable>(
        _ isolation: Isolation, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try await run(.write(isolation), body)
    }

    func migrate(_ body: @escaping @Sendable (any Transaction) throws -> Void) async throws {
        try await run(.migration) { transaction in
            // Held to the end of the transaction: of ten servers that start at once, one migrates and nine wait.
            _ = try transaction.rows("SELECT pg_advisory_xact_lock(\(AdvisoryLocks.migration))", [])
            try body(transaction)
        }
    }

    /// STRICT keeps the planner from unfolding the function and guessing a hundred rows: lists are mostly short.
    func prepareDialect(_ transaction: any Transaction) throws {
        try transaction.run(
            """
            CREATE OR REPLACE FUNCTION muster_each(list text) RETURNS TABLE (value text) LANGUAGE sql
            IMMUTABLE STRICT ROWS 10
            AS 'SELECT json_array_elements_text(list::json)'
            """, [])
        // A member that holds U+0000 could not be read at all otherwise.
        try transaction.run(
            """
            CREATE OR REPLACE FUNCTION muster_member(object text, name text) RETURNS text LANGUAGE sql
            IMMUTABLE STRICT
            AS 'SELECT replace(object, ''\\u0000'', ''\\ufffd'')::json ->> name'
            """, [])
        try transaction.run(
            """
            CREATE OR REPLACE FUNCTION muster_renew_policy() RETURNS trigger LANGUAGE plpgsql
            AS 'BEGIN
                -- Waits for those who hold what they were admitted by, and they for this.
                PERFORM pg_advisory_xact_lock(\(AdvisoryLocks.policy));
                UPDATE policy_revision SET revision = hashtextextended(gen_random_uuid()::text, 0);
                RETURN NULL;
            END'
            """, [])
    }

    func adoptEvents(_ transaction: any Transaction) throws {
        _ = try transaction.rows(
            """
            SELECT setval(pg_get_serial_sequence('events', 'sequence'), max(sequence)) FROM events HAVING count(*) > 0
            """, [])
    }

    func backup(to path: String) async throws {
        throw Failure(.fault, "A PostgreSQL database is backed up with its own tools, as pg_dump")
    }

    func examine() async throws -> EngineExamination {
        try await read(.oneState, isLong: true) { transaction in
            EngineExamination(
                check: "every constraint, reference and index is in force, every reference leads somewhere",
                faults: try PostgresCatalog.faults(transaction))
        }
    }

    func close() { pool.close() }

    private func run<Value: Sendable>(
        _ kind: TransactionKind, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            pool.enqueue(PooledTransaction(kind: kind, policies: policies, body: body, continuation: continuation))
        }
    }
}

/// A transaction that waits for a connection.
private struct PooledTransaction<Value: Sendable>: PooledWork {
    let kind: TransactionKind
    let policies: PolicyCache
    let body: @Sendable (any Transaction) throws -> Value
    let continuation: CheckedContinuation<Value, any Error>

    func perform(_ connection: inout PostgresWorkerConnection, attempts: Int) -> PooledOutcome {
        do {
            switch try connection.transaction(kind, attempts: attempts, policies, body) {
            case .done(let value): continuation.resume(returning: value)
            case .again(let attempts): return .again(attempts: attempts)
            }
        } catch {
            continuation.resume(throwing: error)
        }
        return .answered
    }

    func refuse(_ error: any Error) { continuation.resume(throwing: error) }
}
