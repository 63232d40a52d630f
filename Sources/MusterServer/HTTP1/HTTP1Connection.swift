import HummingbirdCore
import Logging
import MusterModel
import NIOCore
import NIOHTTP1

/// A connection that speaks HTTP/1, from its bytes to the gate and back.
struct HTTP1Connection: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let channel: any Channel
    }

    /// What a request is answered with.
    typealias Responder = @Sendable (_ request: Request, _ origin: Origin) async -> HTTP1Answer

    /// What every answer of this server carries, answers to what is no request too.
    let serverFields: ServerFields
    let responder: Responder

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            let decoder = RequestDecoder()
            let turns = RequestTurns(after: decoder)
            let feed = RequestFeed(before: turns)
            turns.feed = feed
            let answer = OutgoingAnswer(try? pipeline.handler(type: ConnectionWatch.self))
            try pipeline.addHandler(feed)
            try pipeline.addHandler(ByteToMessageHandler(decoder))
            try pipeline.addHandler(turns)
            try pipeline.addHandler(RequestRunner(self, turns, answer, logger))
            return Value(channel: channel)
        }
    }

    /// Waits for its end.
    func handle(value: Value, logger: Logger) async {
        await withTaskCancellationHandler {
            try? await value.channel.closeFuture.get()
        } onCancel: {
            // The request that runs is answered, another one is not read.
            value.channel.close(mode: .input, promise: nil)
        }
    }
}
