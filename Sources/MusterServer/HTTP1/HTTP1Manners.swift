import NIOCore
import NIOHTTP1

/// What HTTP/1 asks of a server and the library leaves out: HTTP/1.0 connections end with their answer unless asked to
/// stay, `Connection` is a list in any case, and clients that ask before they send a body are told to go on.
final class HTTP1Manners: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// True while an old client waits to hear that its connection stays.
    private var mustConfirmStay = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data) else { return context.fireChannelRead(data) }
        let isOld = (head.version.major, head.version.minor) < (1, 1)
        let wishes = head.headers[canonicalForm: "connection"].map { $0.lowercased() }
        var ends = wishes.contains("close") || (isOld && !wishes.contains("keep-alive"))
        if isOld {
            // HTTP/1.0 need not name a host, cannot wait to be asked, and does not know chunks: where a body ends that
            // claims to have them, others on the way may see differently.
            if !head.headers.contains(name: "host") { head.headers.add(name: "host", value: "") }
            head.headers.remove(name: "expect")
            if head.headers.contains(name: "transfer-encoding") { ends = true }
        }
        // This very text is what the rest of the way looks for.
        if ends { head.headers.replaceOrAdd(name: "connection", value: "close") }
        mustConfirmStay = isOld && !ends
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard mustConfirmStay, case .head(var head) = unwrapOutboundIn(data) else {
            return context.write(data, promise: promise)
        }
        mustConfirmStay = false
        if !head.headers.contains(name: "connection") { head.headers.add(name: "connection", value: "keep-alive") }
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
