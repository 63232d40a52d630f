import NIOCore
import NIOHTTP1

/// What HTTP/1 asks of a server and the library leaves out: HTTP/1.0 connections end with their answer unless asked to
/// stay, `Connection` is a list in any case, and who asks before he sends a body is told to go on.
private final class HTTP1Manners: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// For each request that is not answered yet: an old client wants to hear that its connection stays.
    private var mustConfirmStay: CircularBuffer<Bool> = []

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data) else { return context.fireChannelRead(data) }
        let isOld = (head.version.major, head.version.minor) < (1, 1)
        let wishes = head.headers[canonicalForm: "connection"].map { $0.lowercased() }
        let ends = wishes.contains("close") || (isOld && !wishes.contains("keep-alive"))
        // This very text is what the rest of the way looks for.
        if ends { head.headers.replaceOrAdd(name: "connection", value: "close") }
        mustConfirmStay.append(isOld && !ends)
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(var head) = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        if mustConfirmStay.popFirst() == true, !head.headers.contains(name: "connection") {
            head.headers.add(name: "connection", value: "keep-alive")
        }
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard event is BodyWanted else { return context.triggerUserOutboundEvent(event, promise: promise) }
        let head = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(head)), promise: promise)
    }
}

/// Sent down a connection when a body is about to be read whose sender waits to be asked (`Expect: 100-continue`).
struct BodyWanted: Sendable {}

/// Puts `HTTP1Manners` where HTTP/1 is still in its own words; on HTTP/2 there is no such place.
final class MannersInstaller: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        guard let decoder = try? pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self) else { return }
        try? pipeline.addHandler(HTTP1Manners(), position: .after(decoder))
    }
}
