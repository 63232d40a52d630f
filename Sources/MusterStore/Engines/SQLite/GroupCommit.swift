import DequeModule
import Dispatch
import Foundation
import Metrics
import MusterModel
import Synchronization

/// Lets writes that arrive while a commit is running share the next one.
///
/// Each write runs in a savepoint of its own, so one that fails takes nothing of the others back, and each is answered
/// after the shared commit is on disk. A disk that syncs a thousand times a second thus takes far more than a thousand
/// writes a second (docs/decisions/0003).
final class GroupCommit: Sendable {
    private let connections: SQLiteConnections
    private let policies: PolicyCache
    private let state = Mutex(State())
    /// Counts writes to be taken up; the thread sleeps on it.
    private let arrivals = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    private struct State {
        var waiting: Deque<any PendingWrite> = []
        var isClosed = false
    }

    init(connections: SQLiteConnections, policies: PolicyCache) {
        self.connections = connections
        self.policies = policies
        // A thread of its own: one that waits for the disk must not take a place in the system's small pool.
        let thread = Thread { [self] in
            drain()
            ended.signal()
        }
        thread.name = "muster.writes"
        thread.start()
    }

    /// Runs the closure in the next commit and returns when that is on disk.
    func run<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            enqueue(Write(body: body, continuation: continuation))
        }
    }

    /// Refuses writes from now on and waits for those that were accepted.
    ///
    /// - Returns: False when it was closed already.
    func close() -> Bool {
        let wasClosed = state.withLock { state in
            defer { state.isClosed = true }
            return state.isClosed
        }
        guard !wasClosed else { return false }
        arrivals.signal()
        ended.wait()
        return true
    }

    private func enqueue(_ write: some PendingWrite) {
        let isAccepted = state.withLock { state in
            guard !state.isClosed, state.waiting.count < Limits.writeQueue else { return false }
            state.waiting.append(write)
            StoreMetrics.writesWaiting.set(state.waiting.count)
            return true
        }
        if isAccepted {
            arrivals.signal()
        } else {
            write.fail(Failure(.unavailable, "Too many writes are waiting", id: "error-storage-unavailable"))
        }
    }

    private func drain() {
        while true {
            arrivals.wait()
            let (batch, isClosed) = state.withLock { state in
                let batch = Array(state.waiting.prefix(Limits.writeBatch))
                state.waiting.removeFirst(batch.count)
                StoreMetrics.writesWaiting.set(state.waiting.count)
                return (batch, state.isClosed)
            }
            // A signal whose write went with an earlier batch finds nothing.
            if !batch.isEmpty { commit(batch) } else if isClosed { return }
        }
    }

    private func commit(_ batch: [any PendingWrite]) {
        let started = ContinuousClock.now
        do {
            // Before, so that nothing is written into nothing; and after, so that nothing is acknowledged that was.
            try connections.checkPlace()
            let connection = try connections.writing()
            try connection.writing {
                let now = Timestamp.now()
                for write in batch { try attempt(write, alone: batch.count == 1, connection, now) }
            }
            try connections.checkPlace()
            StoreMetrics.commitSeconds.record(since: started)
            StoreMetrics.commitWrites.record(batch.count)
            for write in batch { write.answer() }
            connections.copyLogIfLong()
        } catch {
            for write in batch { write.fail(error.translatedFromSQLite) }
        }
    }

    /// Runs one write. Throws only when the whole transaction is lost: SQLite itself rolls back when the disk is full.
    private func attempt(
        _ write: any PendingWrite, alone: Bool, _ connection: SQLiteConnection, _ now: Timestamp
    ) throws {
        let transaction = SQLiteTransaction(connection: connection, now: now, memory: PolicyMemory(policies))
        do {
            if alone {
                try write.perform(transaction)
            } else {
                try connection.savepoint { try write.perform(transaction) }
            }
        } catch {
            write.refuse(error.translatedFromSQLite)
            if alone || !connection.isInTransaction { throw error }
        }
    }
}

/// A write that waits for its commit.
private protocol PendingWrite: AnyObject, Sendable {
    /// Runs the closure and keeps its value.
    func perform(_ transaction: any Transaction) throws
    /// Keeps the error of a closure that failed by itself.
    func refuse(_ error: any Error)
    /// Answers the caller: the commit is on disk.
    func answer()
    /// Answers the caller: the commit failed, unless the write's own closure had failed before.
    func fail(_ error: any Error)
}

private final class Write<Value: Sendable>: PendingWrite {
    private let body: @Sendable (any Transaction) throws -> Value
    private let continuation: CheckedContinuation<Value, any Error>
    private let outcome = Mutex<Result<Value, any Error>?>(nil)

    init(
        body: @escaping @Sendable (any Transaction) throws -> Value, continuation: CheckedContinuation<Value, any Error>
    ) {
        self.body = body
        self.continuation = continuation
    }

    func perform(_ transaction: any Transaction) throws {
        let value = try body(transaction)
        outcome.withLock { $0 = .success(value) }
    }

    func refuse(_ error: any Error) { outcome.withLock { $0 = .failure(error) } }

    func answer() {
        let result = outcome.withLock { $0 } ?? .failure(Failure(.fault, "a write was never run"))
        continuation.resume(with: result)
    }

    func fail(_ error: any Error) {
        if case .failure(let own) = outcome.withLock({ $0 }) {
            continuation.resume(throwing: own)
        } else {
            continuation.resume(throwing: error)
        }
    }
}
