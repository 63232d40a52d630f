import DequeModule
import Dispatch
import Foundation
import Metrics
import MusterModel
import Synchronization

/// A few connections, each with a thread of its own, and a bounded line of work before them.
///
/// libpq blocks, so it gets threads that may. Work goes to the connection that was used last, which has its statements
/// prepared and the server's caches warm; others are opened when several have work at once. A lost connection is made
/// anew, after a pause that grows and is jittered; work that comes in the pause is refused at once rather than kept
/// waiting. Work that is to be run again after a while waits for that without a connection, and keeps its place in the
/// line.
final class PostgresPool: Sendable {
    /// Calls back after that many milliseconds.
    typealias Pause = @Sendable (_ milliseconds: Int, _ thereafter: @escaping @Sendable () -> Void) -> Void

    private let target: PostgresTarget
    private let state: Mutex<State>
    /// Wakes each thread.
    private let wakeUps: [DispatchSemaphore]
    private let ended = DispatchSemaphore(value: 0)
    private let pause: Pause

    private struct State {
        /// In the order of their tickets.
        var waiting: Deque<Entry> = []
        /// What is to be run again after a while, by ticket.
        var pausing: [Int: Entry] = [:]
        /// Threads that sleep, the one that had work last at the end.
        var idle: [Int]
        var ticketsGiven = 0
        var isClosed = false

        /// Puts work where it belongs by its ticket.
        mutating func insert(_ entry: Entry) {
            let place = waiting.firstIndex { $0.ticket > entry.ticket } ?? waiting.endIndex
            waiting.insert(entry, at: place)
        }
    }

    private struct Entry {
        let work: any PooledWork
        /// Ascends by arrival.
        let ticket: Int
        /// Times it was run already.
        var attempts = 0
        /// When it was put in the line, for the first time or again.
        var since = ContinuousClock.now
    }

    init(_ target: PostgresTarget, size: Int, pause: @escaping Pause = PostgresPool.sleep) {
        self.target = target
        self.pause = pause
        wakeUps = (0..<size).map { _ in DispatchSemaphore(value: 0) }
        state = Mutex(State(idle: (0..<size).reversed()))
        for index in 0..<size {
            let thread = Thread { [self] in
                wakeUps[index].wait()
                serve(index)
                ended.signal()
            }
            thread.name = "muster.postgres.\(index)"
            thread.start()
        }
    }

    func enqueue(_ work: any PooledWork) {
        let (isAccepted, idle) = state.withLock { state -> (Bool, Int?) in
            guard !state.isClosed, state.waiting.count + state.pausing.count < Limits.writeQueue else {
                return (false, nil)
            }
            state.ticketsGiven += 1
            state.waiting.append(Entry(work: work, ticket: state.ticketsGiven))
            StoreMetrics.connectionWaiters.increment()
            return (true, state.idle.popLast())
        }
        if let idle { wakeUps[idle].signal() }
        if !isAccepted {
            work.refuse(PostgresFailure.unavailable("Too many requests wait for the database"))
        }
    }

    /// Refuses work from now on and waits for what was accepted.
    func close() {
        let tickets = state.withLock { state -> [Int]? in
            defer { state.isClosed = true }
            return state.isClosed ? nil : state.pausing.keys.sorted()
        }
        guard let tickets else { return }
        // They have waited long enough.
        for ticket in tickets { resume(ticket) }
        for idle in state.withLock({ $0.idle }) { wakeUps[idle].signal() }
        for _ in wakeUps { ended.wait() }
    }

    private func serve(_ index: Int) {
        var connection = PostgresWorkerConnection(target: target)
        while true {
            let (next, isClosed) = state.withLock { state -> (Entry?, Bool) in
                if let next = state.waiting.popFirst() { return (next, false) }
                if !state.isClosed { state.idle.append(index) }
                return (nil, state.isClosed)
            }
            if isClosed { return }
            guard let entry = next else {
                wakeUps[index].wait()
                continue
            }
            StoreMetrics.connectionWaiters.decrement()
            StoreMetrics.connectionWaitSeconds.record(since: entry.since)
            if .now - entry.since > .seconds(Limits.acquireSeconds) {
                entry.work.refuse(PostgresFailure.unavailable("No connection to the database came free in time"))
            } else {
                StoreMetrics.connectionsBusy.increment()
                run(entry, on: &connection)
                StoreMetrics.connectionsBusy.decrement()
            }
        }
    }

    /// Runs work once; if it is to be run again, sees to that.
    private func run(_ given: Entry, on connection: inout PostgresWorkerConnection) {
        var entry = given
        while true {
            let began = ContinuousClock.now
            guard case .again(let attempts) = entry.work.perform(&connection, attempts: entry.attempts) else { return }
            entry.attempts = attempts
            let lasting = Int((.now - began) / .milliseconds(1))
            let (most, isPausing) = state.withLock { state in
                if !state.isClosed { state.pausing[entry.ticket] = entry }
                let most = PostgresPool.millisecondsToPause(
                    attempts: attempts, contenders: state.pausing.count, attemptMilliseconds: lasting)
                return (most, !state.isClosed)
            }
            let milliseconds = Int.random(in: 0...most)
            if isPausing {
                let ticket = entry.ticket
                return pause(milliseconds) { [self] in resume(ticket) }
            }
            // Nobody else wants the connection any more.
            Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
        }
    }

    /// Puts work back in the line after its pause; nothing when it is there already.
    private func resume(_ ticket: Int) {
        let idle = state.withLock { state -> Int? in
            guard var entry = state.pausing.removeValue(forKey: ticket) else { return nil }
            entry.since = .now
            state.insert(entry)
            StoreMetrics.connectionWaiters.increment()
            return state.idle.popLast()
        }
        if let idle { wakeUps[idle].signal() }
    }

    /// How long work pauses at most before it is run again: longer each time, and long enough for all that pause to be
    /// run one after the other, so that many who want the same do not meet for ever.
    static func millisecondsToPause(attempts: Int, contenders: Int, attemptMilliseconds: Int) -> Int {
        min(max(min(1 << attempts, 100) * 2, contenders * attemptMilliseconds), Limits.pauseMilliseconds)
    }

    /// On a timer of the system's.
    static let sleep: Pause = { milliseconds, thereafter in
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds), execute: thereafter)
    }
}

/// Something to be done on a connection.
protocol PooledWork: Sendable {
    /// Runs it once.
    ///
    /// - Parameters:
    ///   - connection: The connection.
    ///   - attempts: How often it was run already.
    func perform(_ connection: inout PostgresWorkerConnection, attempts: Int) -> PooledOutcome
    func refuse(_ error: any Error)
}

/// What became of a piece of work.
enum PooledOutcome {
    /// Its caller has the answer.
    case answered
    /// It is to be run again after a pause, and was run that often by now.
    case again(attempts: Int)
}
