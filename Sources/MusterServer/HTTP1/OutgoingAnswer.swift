import MusterModel
import NIOCore

/// The answer on its way over an HTTP/1 connection: handed down in slices, as fast as the peer takes them, and told to
/// the connection's `ConnectionWatch`.
final class OutgoingAnswer {
    private let writes = PacedWrites()
    private weak var watch: ConnectionWatch?
    private var isUnanswered = false
    private var isAtWork = false
    private var owedBytes = 0
    private var isLeaving = false
    private var closing: (mode: CloseMode, promise: EventLoopPromise<Void>?)?

    init(_ watch: ConnectionWatch?) { self.watch = watch }

    /// A request has come, and is worked on from now on.
    func requestArrived() {
        isUnanswered = true
        isAtWork = true
        watch?.requestArrived()
        watch?.workBegins()
    }

    /// Sends an answer, the request's or one to what is no request.
    ///
    /// - Parameter whenLeft: Called when all of it has left; of a stream, `sendLast` does that.
    func send(
        _ message: HTTP1Answer, confirmsStay: Bool, _ context: ChannelHandlerContext, whenLeft: @escaping () -> Void
    ) {
        isLeaving = true
        endWork()
        let (first, second) = message.buffers(confirmsStay: confirmsStay)
        guard second != nil || message.stream != nil else { return sendLast(first, context, whenLeft: whenLeft) }
        write(first, context.eventLoop.makePromise(), context)
        if let second { sendLast(second, context, whenLeft: whenLeft) } else { writes.writeOut(context) }
    }

    /// Sends a part of a stream.
    ///
    /// - Returns: When it has left.
    func send(_ part: ByteBuffer, _ context: ChannelHandlerContext) -> EventLoopFuture<Void> {
        let left = context.eventLoop.makePromise(of: Void.self)
        writeSliced(part, left, context)
        writes.writeOut(context)
        return left.futureResult
    }

    /// Sends the end of an answer.
    func sendLast(_ bytes: ByteBuffer, _ context: ChannelHandlerContext, whenLeft: @escaping () -> Void) {
        let left = context.eventLoop.makePromise(of: Void.self)
        writeSliced(bytes, left, context)
        left.futureResult.assumeIsolated().whenComplete { outcome in
            if case .success = outcome { self.answered(context) }
            whenLeft()
        }
        writes.writeOut(context)
    }

    /// Ends the connection in the middle of a stream, so that the peer cannot take what it has for the whole.
    func breakOff(_ context: ChannelHandlerContext) {
        if let watch { watch.cutOff(resets: true) } else { context.close(promise: nil) }
    }

    /// Goes on when the peer has taken something.
    func writeOut(_ context: ChannelHandlerContext) { writes.writeOut(context) }

    /// Closing waits for the answer that is on its way (D58); how long, its `ConnectionWatch` decides.
    func close(_ context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard isLeaving, mode != .input else { return context.close(mode: mode, promise: promise) }
        guard let earlier = closing else {
            closing = (mode, promise)
            return
        }
        if let first = earlier.promise, let promise { first.futureResult.cascade(to: promise) }
        closing = (mode == .all ? .all : earlier.mode, earlier.promise ?? promise)
    }

    /// The connection is gone: from now on closing has nothing to wait for.
    func connectionEnded() {
        if isUnanswered { end() }
        isLeaving = false
        writes.fail(ChannelError.ioOnClosedChannel)
        closing?.promise?.succeed()
        closing = nil
    }

    private func writeSliced(
        _ bytes: ByteBuffer, _ left: EventLoopPromise<Void>, _ context: ChannelHandlerContext
    ) {
        var rest = bytes
        while rest.readableBytes > Limits.writtenBytes, let slice = rest.readSlice(length: Limits.writtenBytes) {
            write(slice, context.eventLoop.makePromise(), context)
        }
        write(rest, left, context)
    }

    private func write(_ bytes: ByteBuffer, _ taken: EventLoopPromise<Void>, _ context: ChannelHandlerContext) {
        let count = bytes.readableBytes
        owedBytes += count
        watch?.owes(count)
        taken.futureResult.assumeIsolated().whenSuccess { self.took(count) }
        writes.append(NIOAny(bytes), promise: taken)
    }

    private func took(_ bytes: Int) {
        guard owedBytes >= bytes else { return }
        owedBytes -= bytes
        watch?.took(bytes)
    }

    private func answered(_ context: ChannelHandlerContext) {
        guard isLeaving else { return }
        isLeaving = false
        if isUnanswered { end() }
        guard let (mode, promise) = closing else { return }
        closing = nil
        context.close(mode: mode, promise: promise)
    }

    /// The request is over, answered or given up.
    private func end() {
        isUnanswered = false
        endWork()
        watch?.requestEnds(forgetting: owedBytes)
        owedBytes = 0
    }

    private func endWork() {
        guard isAtWork else { return }
        isAtWork = false
        watch?.workEnds()
    }
}
