import HTTPTypes
import Hummingbird
import MusterModel
import NIOCore
import NIOHTTPTypes

/// What a handler answers with, before it becomes a response.
struct Reply: Sendable {
    var status: HTTPResponse.Status = .ok
    var headers = HTTPFields()
    /// A preflight from an origin that is not listed gets none of the cross-origin headers.
    var leavesOutCrossOrigin = false
    /// A part of a secret is never compressed: the length would tell something about it (D95).
    private(set) var staysUncompressed = false
    var body = Body.bytes(ByteBuffer())
    var contentType: HTTPField? = ReplyFields.json

    /// What a reply's body is.
    enum Body: Sendable {
        /// Shared by all who are sent the same reply.
        case bytes(ByteBuffer)
        /// Made while it is sent: nobody knows its length or its hash before (D98).
        case stream(BodyStream)
    }

    /// The body where it is bytes; none of a stream.
    var bytes: ByteBuffer {
        get { if case .bytes(let bytes) = body { bytes } else { ByteBuffer() } }
        set { body = .bytes(newValue) }
    }

    /// The body as JSON; nil when it is none.
    var value: JSON? { try? JSON(parsing: Array(bytes.readableBytesView)) }

    /// Members and `success: true`, status 200.
    static func success(_ members: JSONObject = [:]) -> Reply {
        var object = members
        object["success"] = true
        return json(.ok, .object(object))
    }

    /// Any JSON with any status; nothing is added.
    static func json(_ status: HTTPResponse.Status, _ value: JSON) -> Reply {
        var reply = Reply()
        reply.status = status
        reply.bytes = ByteBuffer(bytes: value.bytes())
        return reply
    }

    /// JSON that is made while it is sent, status 200.
    static func stream(_ stream: BodyStream) -> Reply {
        var reply = Reply()
        reply.body = .stream(stream)
        return reply
    }

    /// Nothing at all, status 200.
    static var empty: Reply {
        var reply = Reply()
        reply.contentType = nil
        return reply
    }

    /// A text for people.
    static func plainText(_ status: HTTPResponse.Status, _ text: String) -> Reply {
        var reply = Reply()
        reply.status = status
        reply.contentType = ReplyFields.plainText
        reply.bytes = ByteBuffer(string: text)
        return reply
    }

    /// A page for people that may load nothing from anywhere.
    static func page(_ html: String) -> Reply {
        var reply = plainText(.ok, html)
        reply.contentType = ReplyFields.page
        reply.headers[.securityPolicy] =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
        return reply
    }

    /// An image that may load nothing and run nothing, also when it is opened by itself.
    static func image(_ bytes: [UInt8], _ contentType: String, etag: String) -> Reply {
        var reply = unchanged(etag: etag)
        reply.status = .ok
        reply.contentType = HTTPField(name: .contentType, value: contentType)
        reply.bytes = ByteBuffer(bytes: bytes)
        reply.headers[.securityPolicy] = "default-src 'none'; sandbox"
        return reply
    }

    /// What the client has already is still so.
    static func unchanged(etag: String) -> Reply {
        var reply = Reply.empty
        reply.status = .notModified
        reply.headers[.eTag] = "\"\(etag)\""
        // Kept, and asked for again each time.
        reply.headers[.cacheControl] = "no-cache"
        return reply
    }

    /// The thing is found under that URL; the URL is the body too.
    static func redirect(to url: String) -> Reply {
        var reply = json(.temporaryRedirect, .string(url))
        reply.headers[.location] = url
        return reply
    }

    /// A path or method that does not exist (D11).
    static func unknownEndpoint(_ status: HTTPResponse.Status, allow: [HTTPRequest.Method] = []) -> Reply {
        let text: JSON = "API endpoint does not exist"
        var reply = json(status, ["success": false, "error": text, "status": "error", "message": text])
        if !allow.isEmpty { reply.headers[.allow] = (allow.map(\.rawValue) + ["OPTIONS"]).joined(separator: ", ") }
        return reply
    }

    /// The same, never compressed.
    var uncompressed: Reply {
        var reply = self
        reply.staysUncompressed = true
        return reply
    }

    /// The same with the three headers of a deprecated endpoint (D34), if it is one.
    func deprecated(in favor: String?) -> Reply {
        guard let favor else { return self }
        var reply = self
        reply.headers.append(ReplyFields.deprecation)
        reply.headers[.deprecationMessage] = "This endpoint is deprecated. Use \(favor) instead."
        reply.headers.append(ReplyFields.deprecationVersion)
        return reply
    }

    /// The same with the three headers of a counted call (contract 1.13).
    func counted(_ standing: RateLimiter.Standing?) -> Reply {
        guard let standing else { return self }
        var reply = self
        reply.headers.append(HTTPField(name: .rateLimitLimit, value: String(standing.limit)))
        reply.headers.append(HTTPField(name: .rateLimitRemaining, value: String(standing.remaining)))
        reply.headers.append(HTTPField(name: .rateLimitReset, value: String(standing.reset.milliseconds)))
        return reply
    }
}

extension Reply {
    /// The response as the library sends it, over HTTP/2.
    ///
    /// - Parameters:
    ///   - server: What every answer carries.
    ///   - isHead: Leave the body out but say how long it is, if that is known.
    ///   - channel: What the answer goes over.
    func response(of server: ServerFields, isHead: Bool, over channel: any Channel) -> Response {
        let sent: ResponseBody =
            switch body {
            case .bytes(let bytes): isHead ? .init() : .init(byteBuffer: bytes)
            // Without a length, which the library would add to an empty body.
            case .stream where isHead: .init { try await $0.finish(nil) }
            case .stream(let stream): .init { try await stream.write(to: &$0, over: channel) }
            }
        return Response(status: status, headers: fields(of: server), body: sent)
    }

    /// The answer over HTTP/1, where no library adds the date.
    func message(of server: ServerFields, isHead: Bool = false, date: HTTPDate) -> HTTP1Answer {
        var message = HTTP1Answer(status, body, isHead: isHead)
        if changesCommonFields {
            for field in fields(of: server) { message.add(field) }
        } else {
            for field in headers { message.add(field) }
            message.add(written: server.written)
            if let contentType { message.add(contentType) }
            if let length { message.add(.contentLength, length) }
        }
        message.add(.date, date.text)
        return message
    }

    /// What the reply has a value of its own for comes first; nothing comes twice.
    private func fields(of server: ServerFields) -> HTTPFields {
        var fields = headers
        fields.append(server.instanceID)
        for field in ReplyFields.always where !headers.contains(field.name) { fields.append(field) }
        if !leavesOutCrossOrigin {
            for field in ReplyFields.crossOrigin where !headers.contains(field.name) { fields.append(field) }
        }
        if let contentType { fields.append(contentType) }
        if let length { fields.append(HTTPField(name: .contentLength, value: length)) }
        return fields
    }

    /// Whether it leaves out what others carry, or has a value of its own for it.
    private var changesCommonFields: Bool {
        leavesOutCrossOrigin || headers.contains { ReplyFields.commonNames.contains($0.name) }
    }

    /// The value of `Content-Length`; none of a stream. Of an answer without a body it would be the length of what is
    /// left out.
    private var length: String? {
        guard status != .notModified, case .bytes(let bytes) = body else { return nil }
        return String(bytes.readableBytes)
    }
}
