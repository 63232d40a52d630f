import HummingbirdCore
import Logging
import MusterModel
import NIOCore
import NIOSSL
import NIOTLS

/// Closes connections whose handshake does not end in time: until then no other timeout watches them.
struct HandshakeDeadline<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        base.setup(channel: channel, logger: logger).flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            let encryption = try pipeline.handler(type: NIOSSLServerHandler.self)
            try pipeline.addHandler(HandshakeWatch(channel), position: .after(encryption))
            return value
        }
    }

    func handle(value: Base.Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}

/// Waits for one handshake.
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
