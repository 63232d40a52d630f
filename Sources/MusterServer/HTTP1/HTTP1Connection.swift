import HTTPTypes
import HummingbirdCore
import Logging
import MusterModel
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// A connection that speaks HTTP/1, from its bytes to the gate and back.
struct HTTP1Connection: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let channel: any Channel
    }

    /// What a request is answered with: a head, and a body that HEAD leaves out.
    typealias Responder = @Sendable (_ request: Request, _ origin: Origin) async -> (HTTPResponse, ByteBuffer)

    /// This server's id, for answers to what is no request.
    let instanceID: String
    let responder: Responder

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let decoder = RequestDecoder()
            let turns = RequestTurns(after: decoder)
            let feed = RequestFeed(before: turns)
            turns.feed = feed
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(HTTPResponseEncoder())
            try pipeline.addHandler(feed)
            try pipeline.addHandler(ByteToMessageHandler(decoder))
            try pipeline.addHandler(turns)
            try pipeline.addHandler(HTTP1Manners())
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
            try pipeline.addHandler(UnreadableRequests(instanceID: instanceID, logger: logger))
            try pipeline.addHandler(AnswerFlow())
            try pipeline.addHandler(RequestRunner(responder))
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
