import Dispatch
import Foundation
import MusterTestSupport
import Synchronization

/// Makes units on a thread of its own, one after the other, until it is told to finish.
final class BackgroundWriter: Sendable {
    private struct State {
        var made: Set<String> = []
        var isFinishing = false
        var problem: String?
    }

    private let state = Mutex(State())
    private let ended = DispatchSemaphore(value: 0)
    private let began = DispatchSemaphore(value: 0)

    /// Returns once the first unit is made.
    init(_ server: ServerProcess, _ headers: [(String, String)]) {
        Thread { [self] in
            var number = 0
            while state.withLock({ !$0.isFinishing && $0.problem == nil }) {
                number += 1
                do {
                    guard let id = try server.makeUnit("background \(number)", headers) else {
                        throw ProcessFailure("unit \(number) was refused")
                    }
                    state.withLock { _ = $0.made.insert(id) }
                } catch {
                    state.withLock { $0.problem = "\(error)" }
                }
                began.signal()
            }
            ended.signal()
        }.start()
        began.wait()
    }

    /// How many units were acknowledged so far.
    var count: Int { state.withLock { $0.made.count } }

    /// Ends the writing; returns the ids of the units that were acknowledged.
    func finish() throws -> Set<String> {
        state.withLock { $0.isFinishing = true }
        ended.wait()
        return try state.withLock { state in
            if let problem = state.problem { throw ProcessFailure(problem) }
            return state.made
        }
    }
}
