import Metrics
import MusterModel

/// What the engines count. Each is made when it is first used; a metrics system is installed before a store is opened,
/// and without one they go nowhere.
enum StoreMetrics {
    /// Writes that wait for the next commit.
    static let writesWaiting = Meter(label: "muster_writes_waiting")
    /// How many writes a commit took along.
    static let commitWrites = Recorder(label: "muster_commit_writes")
    /// How long a commit took, its writes included.
    static let commitSeconds = Metrics.Timer(label: "muster_commit_seconds")
    /// Transactions that wait for a connection to the database server.
    static let connectionWaiters = Meter(label: "muster_database_waiting")
    /// How long they waited.
    static let connectionWaitSeconds = Metrics.Timer(label: "muster_database_wait_seconds")
    /// Connections to the database server that are at work.
    static let connectionsBusy = Meter(label: "muster_database_connections_busy")
    /// Transactions that were run again.
    static let retries = Counter(label: "muster_transaction_retries_total")
}

/// Counts the transactions of one kind by how they end, and measures them.
struct TransactionTally: Sendable {
    static let reads = TransactionTally("read")
    static let writes = TransactionTally("write")

    private let done: Counter
    private let refused: Counter
    private let failed: Counter
    private let seconds: Metrics.Timer

    private init(_ kind: String) {
        func counter(_ outcome: String) -> Counter {
            Counter(label: "muster_transactions_total", dimensions: [("kind", kind), ("outcome", outcome)])
        }
        (done, refused, failed) = (counter("done"), counter("refused"), counter("failed"))
        seconds = Metrics.Timer(label: "muster_transaction_seconds", dimensions: [("kind", kind)])
    }

    /// Runs a transaction, its wait included.
    func counting<Value: Sendable>(_ transaction: () async throws -> Value) async throws -> Value {
        let started = ContinuousClock.now
        defer { seconds.record(since: started) }
        do {
            let value = try await transaction()
            done.increment()
            return value
        } catch {
            (isRefusal(error) ? refused : failed).increment()
            throw error
        }
    }

    /// Whether the operation itself said no, as it does to a wrong request.
    private func isRefusal(_ error: any Error) -> Bool {
        switch error {
        case is Conflict, is StoreRefusal, is LongList: true
        case let failure as Failure: ![.unavailable, .damaged, .fault].contains(failure.kind)
        default: false
        }
    }
}

extension Metrics.Timer {
    /// Records the time from a moment until now.
    func record(since started: ContinuousClock.Instant) {
        recordNanoseconds((ContinuousClock.now - started).nanoseconds)
    }
}
