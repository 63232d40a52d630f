import Dispatch
import Foundation
import MusterModel
import Synchronization

/// A few connections, each with a thread of its own, and a bounded line of work before them.
///
/// libpq blocks, so it gets threads that may. A lost connection is made anew, after a pause that grows and is
/// jittered; work that comes in the pause is refused at once rather than kept waiting.
final class PostgresPool: Sendable {
    private let target: PostgresTarget
    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let size: Int

    private struct State {
        var waiting: [Entry] = []
        var isClosed = false
    }

    private struct Entry {
        let work: any PooledWork
        let since: ContinuousClock.Instant
    }

    init(_ target: PostgresTarget, size: Int) {
        self.target = target
        self.size = size
        for index in 0..<size {
            let thread = Thread { [self] in
                serve()
                ended.signal()
            }
            thread.name = "muster.postgres.\(index)"
            thread.start()
        }
    }

    func enqueue(_ work: any PooledWork) {
        let isAccepted = state.withLock { state in
            guard !state.isClosed, state.waiting.count < Limits.writeQueue else { return false }
            state.waiting.append(Entry(work: work, since: .now))
            return true
        }
        if isAccepted {
            arrivals.signal()
        } else {
            work.refuse(PostgresFailure.unavailable("Too many requests wait for the database"))
        }
    }

    /// Refuses work from now on and waits for what was accepted.
    func close() {
        let wasClosed = state.withLock { state in
            defer { state.isClosed = true }
            return state.isClosed
        }
        guard !wasClosed else { return }
        for _ in 0..<size { arrivals.signal() }
        for _ in 0..<size { ended.wait() }
    }

    private func serve() {
        var line = PostgresLine(target: target)
        while true {
            arrivals.wait()
            let entry = state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
            guard let entry else { return }
            if .now - entry.since > .seconds(Limits.acquireSeconds) {
                entry.work.refuse(PostgresFailure.unavailable("No connection to the database came free in time"))
            } else {
                entry.work.perform(&line)
            }
        }
    }
}

/// Something to be done on a connection.
protocol PooledWork: Sendable {
    func perform(_ line: inout PostgresLine)
    func refuse(_ error: any Error)
}
