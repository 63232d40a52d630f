import Foundation
import NIOCore

/// Runs each piece of work on a thread that has nothing to do, or on a new one: all of them may wait.
public final class PatientThreads: TaskExecutor {
    /// Shared by all who wait.
    public static let shared = PatientThreads()

    private let condition = NSCondition()
    // Guarded by the condition.
    nonisolated(unsafe) private var jobs: CircularBuffer<UnownedJob> = []
    nonisolated(unsafe) private var idle = 0

    /// Takes a piece of work.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        condition.withLock {
            jobs.append(job)
            if jobs.count > idle { Thread { [self] in work() }.start() } else { condition.signal() }
        }
    }

    private func work() {
        while true {
            let job = condition.withLock {
                idle += 1
                while jobs.isEmpty { condition.wait() }
                idle -= 1
                return jobs.removeFirst()
            }
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
