import Logging
import Metrics
import MusterModel
import NIOCore
import Synchronization

/// Some places, and two lines of those who wait for one: first come, first served, and those who had one before first.
final class Lane: Sendable {
    private let placesMax: Int
    private let waitingMax: Int
    private let patience: Duration
    private let refused: Counter
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        /// Where this is less than there are places, nobody waits.
        var taken = 0
        var arriving: CircularBuffer<Waiting> = []
        var returning: CircularBuffer<Waiting> = []
        /// True while a task waits for the first in a line to have waited for long enough.
        var isWatched = false
        var complained: ContinuousClock.Instant?

        var waiting: Int { arriving.count + returning.count }
    }

    private struct Waiting {
        let deadline: ContinuousClock.Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    init(_ name: String, placesMax: Int, _ options: ServerOptions, _ logger: Logger) {
        self.placesMax = placesMax
        waitingMax = options.waitingRequestsMax
        patience = .milliseconds(options.waitMilliseconds)
        refused = Counter(label: "muster_requests_refused_total", dimensions: [("lane", name)])
        self.logger = logger
    }

    /// How many have a place, and how many wait for one.
    var count: (atWork: Int, waiting: Int) { state.withLock { ($0.taken, $0.waiting) } }

    /// Takes a place, at once or after a wait.
    ///
    /// - Parameter isReturning: True for who had one before: however many wait, they may wait too.
    /// - Throws: `Failure` of kind overloaded when there is none.
    func enter(isReturning: Bool = false) async throws {
        let isFree = state.withLock { state in
            guard state.taken < placesMax else { return false }
            state.taken += 1
            return true
        }
        if !isFree { try await withCheckedThrowingContinuation { wait($0, isReturning: isReturning) } }
    }

    /// Gives a place back, to the first in a line if there is one.
    func leave() {
        let next = state.withLock { state -> Waiting? in
            state.taken -= 1
            guard state.taken < placesMax, let first = state.returning.popFirst() ?? state.arriving.popFirst() else {
                return nil
            }
            state.taken += 1
            return first
        }
        next?.continuation.resume()
    }

    /// Takes a place whether there is one or not, to give it back at once.
    func enterToLeave() { state.withLock { $0.taken += 1 } }

    private func wait(_ continuation: CheckedContinuation<Void, any Error>, isReturning: Bool) {
        enum Verdict { case enters, waits, waitsFirst, isRefused }
        let verdict = state.withLock { state -> Verdict in
            if state.taken < placesMax {
                state.taken += 1
                return .enters
            }
            let waiting = Waiting(deadline: .now + patience, continuation: continuation)
            if isReturning {
                state.returning.append(waiting)
            } else {
                guard state.waiting < waitingMax else { return .isRefused }
                state.arriving.append(waiting)
            }
            defer { state.isWatched = true }
            return state.isWatched ? .waits : .waitsFirst
        }
        switch verdict {
        case .enters: continuation.resume()
        case .waits: break
        case .waitsFirst: Task.detached { [self] in await watch() }
        case .isRefused: refuse(continuation)
        }
    }

    /// Refuses those who have waited for long enough, until nobody waits.
    private func watch() async {
        while true {
            let deadline = state.withLock { state in
                let deadlines = [state.arriving.first?.deadline, state.returning.first?.deadline].compactMap { $0 }
                state.isWatched = !deadlines.isEmpty
                return deadlines.min()
            }
            guard let deadline else { return }
            try? await Task.sleep(until: deadline, clock: .continuous)
            let late = state.withLock { state in
                Lane.takeLate(&state.returning) + Lane.takeLate(&state.arriving)
            }
            for waiting in late { refuse(waiting.continuation) }
        }
    }

    private static func takeLate(_ line: inout CircularBuffer<Waiting>) -> [Waiting] {
        let now = ContinuousClock.now
        let late = Array(line.prefix { $0.deadline <= now })
        line.removeFirst(late.count)
        return late
    }

    private func refuse(_ continuation: CheckedContinuation<Void, any Error>) {
        refused.increment()
        let isNews = state.withLock { state in
            defer { state.complained = .now }
            return state.complained.map { .now - $0 > .seconds(60) } ?? true
        }
        if isNews { logger.warning("more requests came than can be served; some are answered 503") }
        continuation.resume(throwing: Failure(.overloaded, "Too many requests at once", id: "error-server-overloaded"))
    }
}
