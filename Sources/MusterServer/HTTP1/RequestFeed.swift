import MusterModel
import NIOCore

/// Feeds the decoder in small pieces and stops while `RequestTurns` holds requests back: what a peer sends ahead stays
/// a few bytes instead of becoming many requests.
final class RequestFeed: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let turns: RequestTurns
    private var context: ChannelHandlerContext?
    private var bytes = ByteBuffer()
    private var isInputClosed = false

    /// - Parameter turns: The handler behind the decoder, which calls `resume` when it lets the next request through.
    init(before turns: RequestTurns) { self.turns = turns }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var read = unwrapInboundIn(data)
        if bytes.readableBytes == 0 { bytes = read } else { bytes.writeBuffer(&read) }
        feed(context)
        // Nothing is read while requests wait, but at the end of the input the system hands over all it has.
        if bytes.readableBytes > Limits.aheadBytes { context.close(promise: nil) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .some(ChannelEvent.inputClosed) = event as? ChannelEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        isInputClosed = true
        feed(context)
    }

    /// Goes on after a request has been answered.
    func resume() {
        guard let context, bytes.readableBytes > 0 || isInputClosed else { return }
        feed(context)
        context.fireChannelReadComplete()
    }

    private func feed(_ context: ChannelHandlerContext) {
        // After the last answer nothing is a request any more.
        if turns.isEnding { bytes.clear() }
        while !turns.holdsBack, let piece = bytes.readSlice(length: min(bytes.readableBytes, Limits.decodedBytes)),
            piece.readableBytes > 0
        {
            context.fireChannelRead(wrapInboundOut(piece))
        }
        guard bytes.readableBytes == 0 else { return }
        bytes = ByteBuffer()
        guard isInputClosed else { return }
        isInputClosed = false
        context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    }
}
