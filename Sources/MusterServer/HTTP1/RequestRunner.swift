import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1

/// The end of an HTTP/1 connection's pipeline: gives each request to the responder, in a task of its own, and sends
/// the answer. `RequestTurns` lets one request through at a time.
///
/// A body that has arrived with its head goes with it; more of it is read from the socket only as it is taken.
final class RequestRunner: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let connection: HTTP1Connection
    private let logger: Logger
    private let turns: RequestTurns
    private let answer: OutgoingAnswer
    private var context: ChannelHandlerContext?
    private var socket: ClientAddress?
    /// A request that came, until its task begins.
    private var arrived: HTTPRequest?
    private var body = ArrivingBody()
    private var isAnswering = false
    /// Whether the request's client takes an answer in chunks: from HTTP/1.1 on.
    private var knowsChunks = true
    /// True while an old client waits to hear that its connection stays.
    private var mustConfirmStay = false
    private var isInputClosed = false
    /// True once the server is stopping: the connection ends with the answer that is due.
    private var isStopping = false
    private var wantsToRead = false

    init(_ connection: HTTP1Connection, _ turns: RequestTurns, _ answer: OutgoingAnswer, _ logger: Logger) {
        self.connection = connection
        self.turns = turns
        self.answer = answer
        self.logger = logger
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        socket = ClientAddress(of: context.channel)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        body.fail(ChannelError.ioOnClosedChannel)
    }

    // MARK: The request

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(var head):
            knowsChunks = (head.version.major, head.version.minor) >= (1, 1)
            mustConfirmStay = head.readManners()
            do { arrived = try head.request() } catch { return errorCaught(context: context, error: error) }
            body = ArrivingBody()
            answer.requestArrived()
        case .body(let bytes): body.append(bytes)
        case .end:
            body.end()
            begin(context)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        body.passOn()
        // Its body may never come: who may not send it is answered before.
        begin(context)
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        if body.isEnough { wantsToRead = true } else { context.read() }
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard let head = arrived, let socket else { return }
        arrived = nil
        isAnswering = true
        let runner = NIOLoopBound(self, eventLoop: context.eventLoop)
        let request = Request(head: head, body: body.sequence(runner))
        let origin = Origin(channel: context.channel, isStream: false, socket: socket)
        let responder = connection.responder
        Task {
            let message = await responder(request, origin)
            runner.eventLoop.execute { runner.value.finish(message) }
        }
    }

    /// The next piece of the body; nil at its end.
    func nextPiece(on loop: any EventLoop) -> EventLoopFuture<ByteBuffer?> {
        let piece = body.next(on: loop)
        if wantsToRead, !body.isEnough, let context {
            wantsToRead = false
            context.read()
        }
        return piece
    }

    // MARK: The answer

    private func finish(_ given: HTTP1Answer) {
        guard let context else { return }
        isAnswering = false
        // What is left of the body is for nobody.
        body = ArrivingBody()
        var message = given
        message.announceEnd(knowsChunks: knowsChunks)
        send(message, context)
        if let stream = message.stream { send(stream, inChunks: knowsChunks, context) }
        if isInputClosed || isStopping { answer.close(context, mode: .all, promise: nil) }
    }

    private func send(_ message: HTTP1Answer, _ context: ChannelHandlerContext) {
        turns.answerBegins(isLast: message.isLast)
        let confirmsStay = mustConfirmStay
        // Before the answer leaves: with it the next request may come.
        mustConfirmStay = false
        answer.send(message, confirmsStay: confirmsStay, context) { [turns] in turns.answerLeft() }
    }

    /// Sends each piece of a body that is made meanwhile when the one before has left.
    private func send(_ stream: BodyStream, inChunks: Bool, _ context: ChannelHandlerContext) {
        let runner = NIOLoopBound(self, eventLoop: context.eventLoop)
        Task {
            let loop = runner.eventLoop
            do {
                try await stream.write { piece in
                    let part = inChunks ? piece.asChunk : piece
                    try await loop.flatSubmit { runner.value.send(part, on: loop) }.get()
                }
                loop.execute { runner.value.endStream(with: inChunks ? ByteBuffer().asChunk : ByteBuffer()) }
            } catch {
                loop.execute { runner.value.breakOff() }
            }
        }
    }

    private func send(_ part: ByteBuffer, on loop: any EventLoop) -> EventLoopFuture<Void> {
        context.map { answer.send(part, $0) } ?? loop.makeFailedFuture(ChannelError.ioOnClosedChannel)
    }

    private func endStream(with end: ByteBuffer) {
        if let context { answer.sendLast(end, context) { [turns] in turns.answerLeft() } }
    }

    private func breakOff() {
        if let context { answer.breakOff(context) }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        answer.writeOut(context)
        context.fireChannelWritabilityChanged()
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard event is BodyWanted else { return context.triggerUserOutboundEvent(event, promise: promise) }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: promise)
    }

    // MARK: The connection's end

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed:
            isInputClosed = true
            body.fail(ChannelError.inputClosed)
            closeUnlessAnswering(context)
        case is ChannelShouldQuiesceEvent:
            isStopping = true
            closeUnlessAnswering(context)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if arrived == nil, !isAnswering, let reason = UnreadableRequest.reason(error) {
            return send(connection.refusal(of: error, reason, logger), context)
        }
        // Trouble with a body is told to the one who reads it, and the answer ends the connection.
        body.fail(error)
        closeUnlessAnswering(context)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        answer.close(context, mode: mode, promise: promise)
    }

    private func closeUnlessAnswering(_ context: ChannelHandlerContext) {
        if arrived == nil, !isAnswering { answer.close(context, mode: .all, promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        answer.connectionEnded()
        body.fail(ChannelError.ioOnClosedChannel)
        context.fireChannelInactive()
    }
}

extension ByteBuffer {
    /// One chunk of a body (RFC 9112, section 7.1); without bytes it is the last.
    fileprivate var asChunk: ByteBuffer {
        var chunk = ByteBufferAllocator().buffer(capacity: readableBytes + 16)
        chunk.writeString(String(readableBytes, radix: 16))
        chunk.writeStaticString("\r\n")
        chunk.writeImmutableBuffer(self)
        chunk.writeStaticString("\r\n")
        return chunk
    }
}
