import Metrics
import MusterModel

/// One thread's connection, made anew when it was lost.
struct PostgresWorkerConnection {
    private let target: PostgresTarget
    private var connection: PostgresConnection?
    private var failures = 0
    private var notBefore = ContinuousClock.now

    init(target: PostgresTarget) { self.target = target }

    /// The connection.
    ///
    /// - Throws: `PostgresFailure.lost` when there is none, at once while the pause after a failure lasts.
    mutating func connected() throws -> PostgresConnection {
        if let connection, connection.isAlive { return connection }
        connection = nil
        guard .now >= notBefore else { throw PostgresFailure.lost("waiting before the next attempt to connect") }
        do {
            let made = try PostgresConnection(target)
            // Compiling a statement of a few milliseconds takes longer than running it.
            try made.command("SET jit = off")
            // A row found by an index costs little more than one read in passing: tables are in memory or on a fast
            // disk.
            try made.command("SET random_page_cost = 1.1")
            try made.command("SET statement_timeout = \(Limits.statementSeconds * 1000)")
            try made.command("SET idle_in_transaction_session_timeout = \(Limits.idleTransactionSeconds * 1000)")
            connection = made
            failures = 0
            return made
        } catch {
            failures = min(failures + 1, 4)
            let pauseMilliseconds = (50 << failures) * Int.random(in: 50...100) / 100
            notBefore = .now + .milliseconds(pauseMilliseconds)
            throw error
        }
    }

    /// Lets go of a connection that must not be used again.
    mutating func drop() { connection = nil }

    /// Runs a transaction once, and again at once where the connection turned out to be lost; never again when its
    /// outcome is unknown.
    ///
    /// - Parameters:
    ///   - kind: What is done in it.
    ///   - attempts: How often it was run already.
    ///   - policies: What transactions remember of roles and settings.
    ///   - body: The work; it may run more than once.
    /// - Returns: Its value; or that it is to be run again, because of what others do.
    mutating func transaction<Value>(
        _ kind: TransactionKind, attempts: Int, _ policies: PolicyCache, _ body: (any Transaction) throws -> Value
    ) throws -> TransactionOutcome<Value> {
        let attempt = attempts + 1
        do {
            return .done(try once(kind, policies, body))
        } catch let failure as PostgresFailure {
            if failure.endsConnection { drop() }
            if failure.isRetryable, attempt < Limits.transactionAttempts { return again(after: attempt) }
            guard failure.endsConnection, attempt == 1 else { throw failure.translated }
            StoreMetrics.retries.increment()
            return try transaction(kind, attempts: attempt, policies, body)
        } catch let conflict as Conflict {
            // Nobody answered for it: another transaction came between a look and a write. A second look sees it.
            guard attempt < Limits.conflictAttempts else { throw conflict }
            return again(after: attempt)
        }
    }

    private func again<Value>(after attempt: Int) -> TransactionOutcome<Value> {
        StoreMetrics.retries.increment()
        return .again(attempts: attempt)
    }

    private mutating func once<Value>(
        _ kind: TransactionKind, _ policies: PolicyCache, _ body: (any Transaction) throws -> Value
    ) throws -> Value {
        let connection = try connected()
        try connection.begin(kind.begin)
        let value: Value
        do {
            value = try body(PostgresTransaction(connection: connection, now: .now(), memory: PolicyMemory(policies)))
            if !kind.onlyReads { try connection.makeSureOfBeginning() }
        } catch {
            do { try connection.rollBack() } catch { drop() }
            throw error
        }
        if kind.onlyReads {
            // What was read is known; whether the server hears that nobody reads on shows at the next transaction.
            do { try connection.leave() } catch { drop() }
            return value
        }
        do {
            try connection.commit()
        } catch let failure as PostgresFailure where !failure.endsConnection {
            // The server said no: nothing is done.
            do { try connection.rollBack() } catch { drop() }
            throw failure.isConflict ? failure.translated : failure
        } catch {
            // Whether it is on disk, nobody knows: running it again could apply it twice.
            drop()
            throw PostgresFailure.unavailable("The database was lost while a change was being saved; it may be saved")
        }
        return value
    }
}

/// What became of one attempt at a transaction.
enum TransactionOutcome<Value> {
    case done(Value)
    /// Others were in its way: it is to be run again after a pause, and was run that often by now.
    case again(attempts: Int)
}
