import DequeModule
import Dispatch
import MusterModel
import Synchronization

/// Carries rows from the transaction that reads them to the one that writes them, a few pages at a time.
///
/// Both ends block: each is on a thread of an engine that may.
final class CopyPipe: Sendable {
    enum Parcel: Sendable {
        /// The beginning: how many rows will come.
        case begin(rows: Int)
        /// Rows of one table.
        case page(CopiedTable, [SQLRow])
        /// The end: what was read, by the names of the tables.
        case end([String: CopySum])
    }

    private struct State {
        /// Four at most.
        var parcels: Deque<Parcel> = []
        var failure: (any Error)?
    }

    private let state = Mutex(State())
    private let free = DispatchSemaphore(value: 0)
    private let filled = DispatchSemaphore(value: 0)

    init() {
        // Not as the semaphore's first value: one that ends below that traps.
        for _ in 0..<4 { free.signal() }
    }

    /// Waits for room.
    ///
    /// - Throws: What stopped the other end.
    func send(_ parcel: Parcel) throws {
        free.wait()
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            state.parcels.append(parcel)
        }
        filled.signal()
    }

    /// Waits for what comes next.
    ///
    /// - Throws: What stopped the other end.
    func next() throws -> Parcel {
        filled.wait()
        let parcel = try state.withLock { state in
            if let failure = state.failure { throw failure }
            return state.parcels.removeFirst()
        }
        free.signal()
        return parcel
    }

    /// Tells the other end what stopped this one.
    func abandon(_ error: any Error) {
        state.withLock { $0.failure = $0.failure ?? error }
        filled.signal()
        free.signal()
    }
}
