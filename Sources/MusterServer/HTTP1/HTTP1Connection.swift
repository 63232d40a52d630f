import HTTPTypes
import HummingbirdCore
import Logging
import MusterModel
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// A connection that speaks HTTP/1, from its bytes to the library's loop over its requests.
struct HTTP1Connection: HTTPChannelHandler {
    let responder: Responder
    /// This server's id, for answers that never see the gate.
    let instanceID: String

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<
        NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
    > {
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
            // How long a connection may idle, `ConnectionWatch` knows: for the library an answer is over before it is read.
            try pipeline.addHandler(HTTPConnectionStateHandler(logger: logger))
            return try NIOAsyncChannel(
                wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
        }
    }

    func handle(value: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>, logger: Logger) async {
        await handleHTTP(asyncChannel: value, logger: logger)
    }
}
