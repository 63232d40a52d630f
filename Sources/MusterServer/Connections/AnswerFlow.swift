import HTTPTypes
import MusterModel
import NIOCore
import NIOHTTPTypes

/// Hands an answer over HTTP/2 down in slices, as fast as the peer takes them, and tells the connection's
/// `ConnectionWatch`.
///
/// A request begins when its connection has not too much to do: only with HTTP/2 may there be several.
final class AnswerFlow: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private enum Arrival {
        case part(HTTPRequestPart)
        case inputClosed
        case failure(any Error)
    }

    private var context: ChannelHandlerContext?
    private weak var watch: ConnectionWatch?

    // The request.
    private var isUnanswered = false
    private var isAtWork = false
    private var body: ByteBuffer?
    /// A head that waits until its connection has less to do, and what came behind it.
    private var queued: HTTPRequestPart?
    private var arrivals: CircularBuffer<Arrival> = []

    // Its answer.
    private let writes = PacedWrites()
    private var owedBytes = 0
    private var isLeaving = false
    private var closing: (mode: CloseMode, promise: EventLoopPromise<Void>?)?

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        let channel = context.channel
        let pipeline = channel.parent?.parent == nil ? channel.pipeline : channel.parent?.pipeline
        watch = try? pipeline?.syncOperations.handler(type: ConnectionWatch.self)
    }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelInactive(context: ChannelHandlerContext) {
        if isUnanswered { end() }
        // From now on closing has nothing to wait for.
        isLeaving = false
        arrivals.removeAll()
        writes.fail(ChannelError.ioOnClosedChannel)
        closing?.promise?.succeed()
        closing = nil
        context.fireChannelInactive()
    }
}

// MARK: Requests

extension AnswerFlow {
    func channelRead(context: ChannelHandlerContext, data: NIOAny) { take(.part(unwrapInboundIn(data)), context) }

    func channelReadComplete(context: ChannelHandlerContext) {
        passBody(context)
        context.fireChannelReadComplete()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .some(ChannelEvent.inputClosed) = event as? ChannelEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        take(.inputClosed, context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { take(.failure(error), context) }

    private func take(_ arrival: Arrival, _ context: ChannelHandlerContext) {
        if queued != nil { arrivals.append(arrival) } else { pass(arrival, context) }
    }

    private func pass(_ arrival: Arrival, _ context: ChannelHandlerContext) {
        // A body in many small pieces becomes few parts.
        if case .part(.body(let bytes)) = arrival {
            if body == nil { body = bytes } else { body?.writeImmutableBuffer(bytes) }
            return
        }
        passBody(context)
        switch arrival {
        case .part(.head(let head)): letIn(.head(head), context)
        case .part(let part): context.fireChannelRead(wrapInboundOut(part))
        case .inputClosed: context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        case .failure(let error): context.fireErrorCaught(error)
        }
    }

    private func passBody(_ context: ChannelHandlerContext) {
        guard let bytes = body else { return }
        body = nil
        context.fireChannelRead(wrapInboundOut(.body(bytes)))
    }

    private func letIn(_ head: HTTPRequestPart, _ context: ChannelHandlerContext) {
        isUnanswered = true
        watch?.requestArrived()
        guard let watch, !watch.mayBegin else { return begin(head, context) }
        queued = head
        watch.whenMayBegin { [weak self] in
            guard let self, let context = self.context, let head = queued else { return }
            queued = nil
            begin(head, context)
            while let arrival = arrivals.popFirst() { pass(arrival, context) }
            passBody(context)
            context.fireChannelReadComplete()
        }
    }

    private func begin(_ head: HTTPRequestPart, _ context: ChannelHandlerContext) {
        isAtWork = true
        watch?.workBegins()
        context.fireChannelRead(wrapInboundOut(head))
    }

    /// The request is over, answered or given up.
    private func end() {
        isUnanswered = false
        queued = nil
        if isAtWork { endWork() }
        watch?.requestEnds(forgetting: owedBytes)
        owedBytes = 0
    }

    private func endWork() {
        isAtWork = false
        watch?.workEnds()
    }
}

// MARK: Answers

extension AnswerFlow {
    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // Nothing is owed to a peer that is gone.
        if let failure = writes.failure { return promise?.fail(failure) ?? () }
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.status.kind == .informational: context.write(data, promise: promise)
        case .head:
            isLeaving = true
            if isAtWork { endWork() }
            writes.append(data, promise: promise)
        case .body(var bytes):
            owedBytes += bytes.readableBytes
            watch?.owes(bytes.readableBytes)
            while bytes.readableBytes > Limits.writtenBytes, let slice = bytes.readSlice(length: Limits.writtenBytes) {
                append(slice, nil, context)
            }
            append(bytes, promise, context)
        case .end:
            let left = promise ?? context.eventLoop.makePromise()
            left.futureResult.assumeIsolated().whenSuccess { self.answered() }
            writes.append(data, promise: left)
        }
    }

    private func append(_ bytes: ByteBuffer, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext) {
        let taken = promise ?? context.eventLoop.makePromise()
        taken.futureResult.assumeIsolated().whenSuccess { self.took(bytes.readableBytes) }
        writes.append(wrapOutboundOut(.body(bytes)), promise: taken)
    }

    func flush(context: ChannelHandlerContext) {
        if writes.isEmpty { context.flush() } else { writes.writeOut(context) }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        writes.writeOut(context)
        context.fireChannelWritabilityChanged()
    }

    /// Closing waits for the answer that is on its way (D58); how long, its `ConnectionWatch` decides.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard isLeaving, mode != .input else { return context.close(mode: mode, promise: promise) }
        guard let earlier = closing else {
            closing = (mode, promise)
            return
        }
        if let first = earlier.promise, let promise { first.futureResult.cascade(to: promise) }
        closing = (mode == .all ? .all : earlier.mode, earlier.promise ?? promise)
    }

    /// An answer that breaks off ends without its end, which HTTP/2 tells the peer.
    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard event is AnswerBreaksOff else { return context.triggerUserOutboundEvent(event, promise: promise) }
        isLeaving = false
        writes.fail(ChannelError.ioOnClosedChannel)
        context.close(promise: promise)
    }

    private func took(_ bytes: Int) {
        guard owedBytes >= bytes else { return }
        owedBytes -= bytes
        watch?.took(bytes)
    }

    private func answered() {
        guard let context, isLeaving else { return }
        isLeaving = false
        if isUnanswered { end() }
        guard let (mode, promise) = closing else { return }
        closing = nil
        context.close(mode: mode, promise: promise)
    }
}
