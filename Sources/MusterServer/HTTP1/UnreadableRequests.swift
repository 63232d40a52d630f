import HTTPTypes
import Logging
import MusterModel
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Why bytes are no request, beside what the library's decoder finds.
enum UnreadableRequest: Error {
    /// The request line holds bytes that are not UTF-8.
    case notUTF8
    /// A chunked body has too much beside its data.
    case chunkOverhead
}

/// Answers what is no request, and so never reaches the gate, in the words of all other refusals.
final class UnreadableRequests: ChannelDuplexHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let instanceID: String
    private let logger: Logger
    /// True while the gate answers; trouble with the body of its request is the gate's too.
    private var isAtGate = false

    init(instanceID: String, logger: Logger) {
        self.instanceID = instanceID
        self.logger = logger
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head = unwrapInboundIn(data) { isAtGate = true }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { isAtGate = false }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isAtGate, let reason = UnreadableRequests.reason(error) else { return context.fireErrorCaught(error) }
        var reply = error as? HTTPParserError == .headerOverflow ? Reply.headerTooLarge : .notHTTP(reason)
        reply.headers[.connection] = "close"
        logger.info(
            "request",
            metadata: [
                "method": "-", "route": "(unreadable)", "status": "\(reply.status.code)", "reason": "\(reason)",
            ])
        context.write(wrapOutboundOut(.head(reply.head(instanceID: instanceID, date: .now))), promise: nil)
        context.write(wrapOutboundOut(.body(reply.bytes)), promise: nil)
        context.write(wrapOutboundOut(.end(nil)), promise: nil)
        context.flush()
    }

    private static func reason(_ error: any Error) -> String? {
        switch error {
        case UnreadableRequest.notUTF8: "the request line is not UTF-8"
        case UnreadableRequest.chunkOverhead: "a chunk's extension is too long"
        case HTTPParserError.headerOverflow: "the header is too large"
        case HTTPParserError.invalidMethod: "unknown method"
        case HTTPParserError.invalidURL: "a character that must not stand in a request line"
        case HTTPParserError.invalidVersion, HTTPParserError.invalidConstant: "not HTTP/1.1 or HTTP/1.0"
        case HTTPParserError.invalidHeaderToken: "a broken header field"
        case HTTPParserError.invalidContentLength, HTTPParserError.unexpectedContentLength:
            "a Content-Length that is no length, or one too many"
        case HTTPParserError.invalidChunkSize: "a broken chunk"
        case HTTPParserError.invalidEOFState: "it ends too early"
        case is HTTPParserError: "broken syntax"
        default: nil
        }
    }
}
