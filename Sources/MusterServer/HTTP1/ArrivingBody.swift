import Hummingbird
import MusterModel
import NIOCore

/// The body of one request while it arrives; only its connection's event loop touches it.
final class ArrivingBody {
    private var pieces: CircularBuffer<ByteBuffer> = []
    /// What has come since the socket was last read out: a body in many small pieces becomes few.
    private var gathered = ByteBuffer()
    private var bufferedBytes = 0
    private var isComplete = false
    private var failure: (any Error)?
    private var waiting: EventLoopPromise<ByteBuffer?>?

    /// True while more waits to be taken than should.
    var isEnough: Bool { bufferedBytes >= Limits.aheadBytes }

    func append(_ bytes: ByteBuffer) {
        bufferedBytes += bytes.readableBytes
        if gathered.readableBytes == 0 { gathered = bytes } else { gathered.writeImmutableBuffer(bytes) }
    }

    /// Lets what has come be taken.
    func passOn() {
        guard gathered.readableBytes > 0 else { return }
        let piece = gathered
        gathered = ByteBuffer()
        guard let taker = waiting else { return pieces.append(piece) }
        waiting = nil
        bufferedBytes -= piece.readableBytes
        taker.succeed(piece)
    }

    func end() {
        passOn()
        isComplete = true
        waiting?.succeed(nil)
        waiting = nil
    }

    /// It will never be complete; what has come of it can still be taken.
    func fail(_ error: any Error) {
        guard !isComplete, failure == nil else { return }
        passOn()
        failure = error
        waiting?.fail(error)
        waiting = nil
    }

    /// The next piece; nil at the end.
    func next(on loop: any EventLoop) -> EventLoopFuture<ByteBuffer?> {
        if let piece = pieces.popFirst() {
            bufferedBytes -= piece.readableBytes
            return loop.makeSucceededFuture(piece)
        }
        if isComplete { return loop.makeSucceededFuture(nil) }
        if let failure { return loop.makeFailedFuture(failure) }
        let promise = loop.makePromise(of: ByteBuffer?.self)
        waiting = promise
        return promise.futureResult
    }

    /// What the request's task reads: all at once if it has come, else piece by piece.
    func sequence(_ runner: NIOLoopBound<RequestRunner>) -> RequestBody {
        guard isComplete, pieces.count < 2 else { return RequestBody(asyncSequence: Pieces(runner: runner)) }
        return RequestBody(buffer: pieces.first ?? ByteBuffer())
    }

    /// The pieces of a body that is still arriving.
    private struct Pieces: AsyncSequence, Sendable {
        let runner: NIOLoopBound<RequestRunner>

        struct AsyncIterator: AsyncIteratorProtocol {
            let runner: NIOLoopBound<RequestRunner>

            func next() async throws -> ByteBuffer? {
                let loop = runner.eventLoop
                return try await loop.flatSubmit { runner.value.nextPiece(on: loop) }.get()
            }
        }

        func makeAsyncIterator() -> AsyncIterator { AsyncIterator(runner: runner) }
    }
}
