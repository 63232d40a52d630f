import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// The end of an HTTP/1 connection's pipeline: gives each request to the responder, in a task of its own, and writes
/// the answer. `RequestTurns` lets one request through at a time.
///
/// A body that has arrived with its head goes with it; more of it is read from the socket only as it is taken.
final class RequestRunner: ChannelDuplexHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let responder: HTTP1Connection.Responder
    private var context: ChannelHandlerContext?
    private var socketAddress: String?
    /// A request that came, until its task begins.
    private var arrived: HTTPRequest?
    private var body = ArrivingBody()
    private var isAnswering = false
    private var isInputClosed = false
    /// True once the server is stopping: the connection ends with the answer that is due.
    private var isStopping = false
    private var wantsToRead = false

    init(_ responder: @escaping HTTP1Connection.Responder) { self.responder = responder }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        socketAddress = context.remoteAddress?.ipAddress
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        body.fail(ChannelError.ioOnClosedChannel)
    }

    // MARK: The request

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            arrived = head
            body = ArrivingBody()
        case .body(let bytes): body.append(bytes)
        case .end:
            body.end()
            begin(context)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // Its body may never come: who may not send it is answered before.
        begin(context)
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        if body.isEnough { wantsToRead = true } else { context.read() }
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard let head = arrived else { return }
        arrived = nil
        isAnswering = true
        let runner = NIOLoopBound(self, eventLoop: context.eventLoop)
        let request = Request(head: head, body: body.sequence(runner))
        let origin = Origin(channel: context.channel, isStream: false, socketAddress: socketAddress)
        let (responder, isHead) = (responder, head.method == .head)
        Task {
            let (head, body) = await responder(request, origin)
            runner.eventLoop.execute { runner.value.answer(head, isHead ? nil : body) }
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

    private func answer(_ head: HTTPResponse, _ bytes: ByteBuffer?) {
        guard let context else { return }
        isAnswering = false
        // What is left of the body is for nobody.
        body = ArrivingBody()
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if let bytes, bytes.readableBytes > 0 { context.write(wrapOutboundOut(.body(bytes)), promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        if isInputClosed || isStopping { context.close(promise: nil) }
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
        // Trouble with a body is told to the one who reads it, and the answer ends the connection.
        body.fail(error)
        closeUnlessAnswering(context)
    }

    private func closeUnlessAnswering(_ context: ChannelHandlerContext) {
        if arrived == nil, !isAnswering { context.close(promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        body.fail(ChannelError.ioOnClosedChannel)
        context.fireChannelInactive()
    }
}
