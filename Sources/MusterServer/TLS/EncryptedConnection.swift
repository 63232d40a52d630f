import HummingbirdCore
import HummingbirdHTTP2
import Logging
import MusterModel
import NIOCore
import NIOSSL
import NIOTLS

/// A connection under TLS: HTTP/2 or HTTP/1.1, as the client and the handshake agree.
struct EncryptedConnection: ServerChildChannel {
    /// What the handshake agreed on.
    enum Agreed: Sendable {
        case http1(HTTP1Connection.Value)
        case http2(HTTP2Channel.Value)
    }

    struct Value: ServerChildChannelValue {
        let agreed: EventLoopFuture<Agreed>
        let channel: any Channel
    }

    let certificate: WatchedCertificate
    let http1: HTTP1Connection
    let http2: HTTP2Channel

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            let agreement = NIOTypedApplicationProtocolNegotiationHandler<Agreed> { result in
                if case .negotiated("h2") = result {
                    return http2.setup(channel: channel, logger: logger).map { .http2($0) }
                }
                return http1.setup(channel: channel, logger: logger).map { .http1($0) }
            }
            try pipeline.addHandlers([
                NIOSSLServerHandler(context: certificate.context), HandshakeWatch(channel), agreement,
            ])
            return Value(agreed: agreement.protocolNegotiationResult, channel: channel)
        }
    }

    func handle(value: Value, logger: Logger) async {
        // A handshake that fails has closed its connection.
        guard let agreed = try? await value.agreed.get() else { return }
        switch agreed {
        case .http1(let connection): await http1.handle(value: connection, logger: logger)
        case .http2(let connection): await http2.handle(value: connection, logger: logger)
        }
    }
}

/// Closes a connection whose handshake does not end in time: until then no other timeout watches it.
private final class HandshakeWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let deadline: Scheduled<Void>

    init(_ channel: any Channel) {
        deadline = channel.eventLoop.scheduleTask(in: .seconds(Int64(Limits.handshakeSeconds))) {
            channel.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        context.fireUserInboundEventTriggered(event)
        guard case TLSUserEvent.handshakeCompleted = event else { return }
        deadline.cancel()
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }

    func handlerRemoved(context: ChannelHandlerContext) { deadline.cancel() }
}
