import Foundation
import MusterModel

/// One thread's connection, made anew when it was lost.
struct PostgresLine {
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

    /// Runs one transaction, again when the server asks for it; never again when its outcome is unknown.
    ///
    /// - Parameters:
    ///   - begin: The statement that begins it.
    ///   - body: The work; it may run more than once.
    mutating func transaction<Value>(_ begin: String, _ body: (any Session) throws -> Value) throws -> Value {
        var attempt = 0
        while true {
            attempt += 1
            do {
                return try once(begin, body)
            } catch let failure as PostgresFailure {
                if failure.endsConnection { drop() }
                let mayRetry =
                    failure.isRetryable ? attempt < Limits.transactionAttempts : failure.endsConnection && attempt < 2
                guard mayRetry else { throw failure.translated }
                if failure.isRetryable { pause(attempt) }
            } catch let conflict as Conflict {
                // Nobody answered for it: another transaction came between a look and a write. A second look sees it.
                guard attempt < Limits.conflictAttempts else { throw conflict }
                pause(attempt)
            }
        }
    }

    private mutating func once<Value>(_ begin: String, _ body: (any Session) throws -> Value) throws -> Value {
        let connection = try connected()
        try connection.command(begin)
        let value: Value
        do {
            value = try body(PostgresSession(connection: connection, now: .now()))
        } catch {
            do { try connection.command("ROLLBACK") } catch { drop() }
            throw error
        }
        do {
            try connection.commit()
        } catch let failure as PostgresFailure where !failure.endsConnection {
            // The server said no: nothing is done.
            throw failure
        } catch {
            // Whether it is on disk, nobody knows: running it again could apply it twice.
            drop()
            throw PostgresFailure.unavailable("The database was lost while a change was being saved; it may be saved")
        }
        return value
    }

    private func pause(_ attempt: Int) {
        let most = min(2 << attempt, 200)
        Thread.sleep(forTimeInterval: Double.random(in: 0...Double(most)) / 1000)
    }
}
