import Foundation
import MusterModel
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Lines on their way to a descriptor. A thread of the queue's own writes what has come, many lines at a time, so that
/// those who bring them go on at once.
///
/// Lines stay whole and in the order they came. Where the reader takes nothing and the queue is full, adding a line
/// waits for a while; then lines are dropped and counted until the reader goes on, who is told how many.
final class LineQueue: Sendable {
    /// What a queue may hold and how long it waits.
    struct Bounds: Sendable {
        var bytes = Limits.logQueueBytes
        var waitMilliseconds = Limits.logWaitMilliseconds
        var flushSeconds = Limits.logFlushSeconds
    }

    private struct State {
        var lines: [UInt8] = []
        var droppedCount = 0
        /// How many wait for room.
        var waitingCount = 0
        /// True once one of them has waited in vain, until the reader goes on.
        var isStalled = false
        var hasThread = false
        var describeDropped: @Sendable (Int) -> String = { "\($0) lines were dropped: nobody read them" }
    }

    /// Bytes that a pipe takes in one piece.
    private static let pipeBytes = 4096
    /// What comes within this time is written together.
    private static let lingerMilliseconds = 5
    private static let momentMilliseconds: CInt = 50

    private enum Outcome { case taken, dropped, full }

    private let descriptor: CInt
    private let bounds: Bounds
    private let state = Mutex(State())
    /// What was taken from the queue and is not written yet; who holds it writes.
    private let unwritten = Mutex(ArraySlice<UInt8>())
    private let wake = DispatchSemaphore(value: 0)
    private let room = DispatchSemaphore(value: 0)

    init(descriptor: CInt, bounds: Bounds = Bounds()) {
        self.descriptor = descriptor
        self.bounds = bounds
    }

    /// Sets the words for so many dropped lines.
    func describeDropped(_ describe: @escaping @Sendable (Int) -> String) {
        state.withLock { $0.describeDropped = describe }
    }

    /// Brings a line, its end included.
    func add(_ line: [UInt8]) {
        let deadline = DispatchTime.now() + .milliseconds(bounds.waitMilliseconds)
        while case .full = put(line, mayWait: true) {
            guard room.wait(timeout: deadline) == .timedOut else { continue }
            state.withLock { state in
                state.waitingCount = max(0, state.waitingCount - 1)
                state.isStalled = true
            }
            _ = put(line, mayWait: false)
            return
        }
    }

    /// Writes all that has come before it returns; a reader who takes nothing is given up.
    ///
    /// - Returns: Whether all was written.
    @discardableResult func flush() -> Bool {
        let deadline = ContinuousClock.now + .seconds(bounds.flushSeconds)
        while !drain() {
            guard .now < deadline else { return false }
            usleep(1000)
        }
        return true
    }

    private func put(_ line: [UInt8], mayWait: Bool) -> Outcome {
        let (outcome, isFirst, needsThread) = state.withLock { state -> (Outcome, Bool, Bool) in
            let isFirst = state.lines.isEmpty
            // One line always fits, however long it is.
            if isFirst || state.lines.count + line.count <= bounds.bytes {
                state.lines += line
                defer { state.hasThread = true }
                return (.taken, isFirst, !state.hasThread)
            }
            if mayWait, !state.isStalled {
                state.waitingCount += 1
                return (.full, false, false)
            }
            state.droppedCount += 1
            return (.dropped, false, false)
        }
        if needsThread { Thread.detachNewThread { [self] in serve() } }
        if isFirst { wake.signal() }
        return outcome
    }

    private func serve() -> Never {
        while true {
            wake.wait()
            usleep(useconds_t(LineQueue.lingerMilliseconds * 1000))
            while !drain() { usleep(1000) }
        }
    }

    /// Writes until nothing is left.
    ///
    /// - Returns: False when the reader took nothing for a moment.
    private func drain() -> Bool {
        unwritten.withLock { unwritten in
            while true {
                if unwritten.isEmpty { unwritten = take()[...] }
                guard !unwritten.isEmpty else { return true }
                guard let count = send(unwritten) else { return false }
                unwritten = unwritten.dropFirst(count)
            }
        }
    }

    /// All that has come; makes room for those who wait.
    private func take() -> [UInt8] {
        let (lines, waitingCount) = state.withLock { state in
            var lines: [UInt8] = []
            swap(&lines, &state.lines)
            if state.droppedCount > 0 { lines += Array((state.describeDropped(state.droppedCount) + "\n").utf8) }
            state.droppedCount = 0
            state.isStalled = false
            defer { state.waitingCount = 0 }
            return (lines, state.waitingCount)
        }
        for _ in 0..<waitingCount { room.signal() }
        return lines
    }

    /// Writes some whole lines, as many as a pipe takes in one piece.
    ///
    /// - Returns: How many bytes are done with, those that nobody will ever take included; nil when the reader took
    ///   nothing for a moment.
    private func send(_ bytes: ArraySlice<UInt8>) -> Int? {
        let piece = bytes.prefix(LineQueue.pipeBytes)
        let end = piece.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? piece.endIndex
        // Writing to a pipe without room would wait for its reader, also at the end of the process.
        var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&state, 1, LineQueue.momentMilliseconds) > 0 else { return nil }
        let written = piece[..<end].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if written >= 0 { return written }
        return errno == EAGAIN || errno == EINTR ? nil : end - piece.startIndex
    }
}
