import Dispatch
import MusterModel
import NIOCore
import Synchronization

/// A body that is made while it is sent, piece by piece, and never held as a whole (D98).
///
/// Once nobody holds it, its maker is told to stop.
struct BodyStream: Sendable {
    private let end: TakingEnd
    /// Taken already, so that what goes wrong before it can still be told with a status.
    private let first: ByteBuffer?
    /// Told why the body broke off, where its maker is the cause.
    var onFailure: @Sendable (_ cause: any Error) -> Void = { _ in }

    /// Waits for the first piece.
    ///
    /// - Throws: What the maker ended with before that.
    init(_ pipe: BodyPipe) async throws {
        end = TakingEnd(pipe)
        first = try await pipe.next()
    }

    /// Hands every piece over, the next when the one before was taken.
    ///
    /// - Throws: What the maker or `take` throws: the body is not whole then.
    func write(_ take: (ByteBuffer) async throws -> Void) async throws {
        defer { end.pipe.abandon() }
        var piece = first
        while let taken = piece {
            try await take(taken)
            do {
                piece = try await end.pipe.next()
            } catch {
                onFailure(error)
                throw error
            }
        }
    }

    /// Tells the maker that nobody wants it.
    func abandon() { end.pipe.abandon() }

    private final class TakingEnd: Sendable {
        let pipe: BodyPipe

        init(_ pipe: BodyPipe) { self.pipe = pipe }

        deinit { pipe.abandon() }
    }
}

/// Carries the pieces of a body from a thread that waits for room to a task.
final class BodyPipe: Sendable {
    /// Why its maker has to stop.
    enum Stop: Error {
        /// Nobody wants the body any more.
        case abandoned
        /// Nothing was taken for too long, or all of it took too long.
        case tooSlow
    }

    private struct State {
        var pieces: CircularBuffer<ByteBuffer> = []
        var bytes = 0
        var isMakerWaiting = false
        var taker: CheckedContinuation<ByteBuffer?, any Error>?
        /// How it ended, once it has; pieces may be left.
        var end: Result<Void, any Error>?
        var isAbandoned = false

        /// Whether the maker waits, who then does so no longer.
        mutating func takesMakerAlong() -> Bool {
            defer { isMakerWaiting = false }
            return isMakerWaiting
        }
    }

    private let state = Mutex(State())
    private let room = DispatchSemaphore(value: 0)
    private let deadline = ContinuousClock.now + .seconds(Limits.streamSeconds)

    /// Adds a piece; waits while too much is on the way.
    ///
    /// - Throws: `Stop`.
    func put(_ piece: ByteBuffer) throws {
        guard .now < deadline else { throw Stop.tooSlow }
        guard try add(piece) else { return }
        if room.wait(timeout: .now() + .seconds(Limits.idleSeconds)) == .timedOut { throw Stop.tooSlow }
        if state.withLock({ $0.isAbandoned }) { throw Stop.abandoned }
    }

    /// Ends the body, with a last piece or with what went wrong.
    func finish(_ last: Result<ByteBuffer, any Error>) {
        if case .success(let piece) = last { _ = try? add(piece) }
        let taker = state.withLock { state in
            state.end = last.map { _ in }
            defer { state.taker = nil }
            return state.taker
        }
        taker?.resume(with: last.map { _ in nil })
    }

    /// The next piece, nil at the end.
    func next() async throws -> ByteBuffer? {
        try await withCheckedThrowingContinuation { continuation in
            let (found, wakesMaker) = state.withLock { state -> (Result<ByteBuffer?, any Error>?, Bool) in
                if let piece = state.pieces.popFirst() {
                    state.bytes -= piece.readableBytes
                    return (.success(piece), state.takesMakerAlong())
                }
                if let end = state.end { return (end.map { nil }, false) }
                if state.isAbandoned { return (.failure(Stop.abandoned), false) }
                state.taker = continuation
                return (nil, false)
            }
            if wakesMaker { room.signal() }
            if let found { continuation.resume(with: found) }
        }
    }

    /// Lets go of what is on the way, and stops the maker.
    func abandon() {
        let (taker, wakesMaker) = state.withLock { state in
            state.isAbandoned = true
            state.pieces.removeAll()
            defer { state.taker = nil }
            return (state.taker, state.takesMakerAlong())
        }
        if wakesMaker { room.signal() }
        taker?.resume(throwing: Stop.abandoned)
    }

    /// - Returns: Whether there is no more room, and the maker has to wait.
    private func add(_ piece: ByteBuffer) throws -> Bool {
        let (taker, isFull) = try state.withLock { state -> (CheckedContinuation<ByteBuffer?, any Error>?, Bool) in
            if state.isAbandoned { throw Stop.abandoned }
            if let taker = state.taker {
                state.taker = nil
                return (taker, false)
            }
            state.pieces.append(piece)
            state.bytes += piece.readableBytes
            state.isMakerWaiting = state.bytes >= Limits.streamedAheadBytes
            return (nil, state.isMakerWaiting)
        }
        taker?.resume(returning: piece)
        return isFull
    }
}
