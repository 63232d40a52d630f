import HTTPTypes
import Hummingbird
import MusterModel
import NIOCore

/// What is known of one request while it is answered; only its own task touches it.
final class RequestState {
    let request: Request
    let fields: RequestFields
    let channel: any Channel
    let isStream: Bool
    let progress = BodyProgress()
    let requestID = Identifier.newID()
    /// The client's address (D36).
    let address: ClientAddress
    var route: Route?
    var callerID: String?
    /// The settings as the store had them when it was asked; nil before.
    var settings: Settings?
    /// True when HTTP itself forbids the request: where the next one begins on its connection is anybody's guess.
    var breaksRules = false
    /// Where the client stands with its calls; nil when they are not counted.
    var standing: RateLimiter.Standing?

    init(_ request: Request, _ origin: Origin, _ services: Services) {
        self.request = request
        fields = RequestFields(request.headers)
        channel = origin.channel
        isStream = origin.isStream
        address = ClientAddress.of(
            request.headers, socket: origin.socket, trusting: services.options.canonicalProxies)
    }

    var path: String { request.uri.path }
    var token: String? { fields.token }
    var userID: String? { fields.userID }

    /// What calls of this route are counted under.
    func countedKey(_ route: Route) -> String { "\(address.counted) \(route.name)" }

    /// True when the answer must end the connection: the client asked for that, or the answer leaves a body unread,
    /// which would hold the connection for as long as the client likes.
    func mustClose(after reply: Reply) -> Bool {
        if breaksRules || fields.connection?.lowercased() == "close" { return true }
        if reply.status == .contentTooLarge || reply.status == .requestTimeout { return true }
        return fields.announceBody && !progress.wasRead
    }

    /// Says that the connection ends with this answer, which `RequestTurns` then sees to; of a shared connection only
    /// this request's part ends.
    ///
    /// Not at once: a client that is still sending would be reset before it reads the answer.
    func close(with reply: inout Reply) {
        guard isStream else { return reply.headers[.connection] = "close" }
        let channel = self.channel
        channel.eventLoop.scheduleTask(in: .seconds(Int64(Limits.lingerSeconds))) { channel.close(promise: nil) }
    }
}
