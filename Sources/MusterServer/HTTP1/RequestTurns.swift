import MusterModel
import NIOCore
import NIOHTTP1

/// Lets the requests of a connection through one at a time: the next when the answer to the one before has left the
/// server, none after an answer that ends the connection.
///
/// While an answer is due nothing is taken from the socket; what a client sent ahead waits with `RequestFeed`.
final class RequestTurns: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum Arrival {
        case part(HTTPServerRequestPart)
        case trouble(any Error)
        case endOfInput
    }

    private let decoder: RequestDecoder
    /// What came before its turn.
    private var waiting: CircularBuffer<Arrival> = []
    /// True between a request's head and its end.
    private var isArriving = false
    /// True until the answer to the request has left.
    private var owesAnswer = false
    /// True once an answer has said that it is the last.
    private(set) var isEnding = false
    /// True once that answer has left.
    private var hasEnded = false
    private var isInputClosed = false
    private var wantsToRead = false

    /// - Parameter decoder: The decoder before this handler.
    init(after decoder: RequestDecoder) { self.decoder = decoder }

    /// Feeds the decoder.
    weak var feed: RequestFeed?

    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    /// True while what comes has to wait.
    var holdsBack: Bool { !isEnding && (!waiting.isEmpty || (owesAnswer && !isArriving)) }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        decoder.note(part)
        take(.part(part), context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let isOfDecoder =
            error is HTTPParserError || error is UnreadableRequest || error is ByteToMessageDecoderError
        if isOfDecoder { take(.trouble(error), context) } else { context.fireErrorCaught(error) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .some(ChannelEvent.inputClosed) = event as? ChannelEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        isInputClosed = true
        if hasEnded { context.close(promise: nil) }
        take(.endOfInput, context)
    }

    func read(context: ChannelHandlerContext) {
        if holdsBack { wantsToRead = true } else { context.read() }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        if hasEnded { context.read() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        waiting.removeAll()
        context.fireChannelInactive()
    }

    private func take(_ arrival: Arrival, _ context: ChannelHandlerContext) {
        if isEnding { return }
        if holdsBack { waiting.append(arrival) } else { pass(arrival, context) }
    }

    private func pass(_ arrival: Arrival, _ context: ChannelHandlerContext) {
        switch arrival {
        case .part(let part):
            if case .head = part { (isArriving, owesAnswer) = (true, true) }
            if case .end = part { isArriving = false }
            context.fireChannelRead(wrapInboundOut(part))
        case .trouble(let error): context.fireErrorCaught(error)
        case .endOfInput: context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }
    }

    // MARK: Answers

    /// An answer is on its way.
    ///
    /// - Parameter isLast: Whether the connection ends with it.
    func answerBegins(isLast: Bool) { isEnding = isLast }

    /// All of it has left.
    func answerLeft() {
        guard let context else { return }
        if isEnding { end(context) } else { nextTurn(context) }
    }

    private func nextTurn(_ context: ChannelHandlerContext) {
        owesAnswer = false
        let hadWaited = !waiting.isEmpty
        while !(owesAnswer && !isArriving), !isEnding, let arrival = waiting.popFirst() { pass(arrival, context) }
        if hadWaited { context.fireChannelReadComplete() }
        feed?.resume()
        guard wantsToRead, !holdsBack else { return }
        wantsToRead = false
        context.read()
    }

    /// Ends the connection, not at once: a client that is still sending would be reset before it reads the answer. What
    /// it sends is read and dropped meanwhile.
    private func end(_ context: ChannelHandlerContext) {
        hasEnded = true
        waiting.removeAll()
        if isInputClosed { return context.close(promise: nil) }
        context.close(mode: .output, promise: nil)
        context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(Int64(Limits.lingerSeconds))) {
            context.close(promise: nil)
        }
        context.read()
    }
}
