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
    /// Shared by all who are sent the same reply.
    private var bytes = ByteBuffer()
    private var contentType: String? = "application/json"

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
        reply.contentType = "text/plain"
        reply.bytes = ByteBuffer(string: text)
        return reply
    }

    /// A page for people that may load nothing from anywhere.
    static func page(_ html: String) -> Reply {
        var reply = plainText(.ok, html)
        reply.contentType = "text/html; charset=utf-8"
        reply.set("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
        return reply
    }

    /// An image that may load nothing and run nothing, also when it is opened by itself.
    static func image(_ bytes: [UInt8], _ contentType: String, etag: String) -> Reply {
        var reply = unchanged(etag: etag)
        reply.status = .ok
        reply.contentType = contentType
        reply.bytes = ByteBuffer(bytes: bytes)
        reply.set("content-security-policy", "default-src 'none'; sandbox")
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

    /// Whether the value of an `If-None-Match` names a tag.
    static func names(_ value: String, _ etag: String) -> Bool {
        value.split(separator: ",").contains { part in
            let tag = part.drop { $0 == " " }.prefix { $0 != " " }
            return tag == "*" || tag == "\"\(etag)\"" || tag == "W/\"\(etag)\""
        }
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

    /// The same with the three headers of a deprecated endpoint (D34), if it is one.
    func deprecated(in favor: String?) -> Reply {
        guard let favor else { return self }
        var reply = self
        reply.set("x-deprecation-type", "endpoint-deprecation")
        reply.set("x-deprecation-message", "This endpoint is deprecated. Use \(favor) instead.")
        reply.set("x-deprecation-version", "5.0.0")
        return reply
    }

    /// The same with the three headers of a counted call (contract 1.13).
    func counted(_ standing: RateLimiter.Standing?) -> Reply {
        guard let standing else { return self }
        var reply = self
        reply.set("x-ratelimit-limit", String(standing.limit))
        reply.set("x-ratelimit-remaining", String(standing.remaining))
        reply.set("x-ratelimit-reset", String(standing.reset.milliseconds))
        return reply
    }

    /// Sets a header by its name.
    mutating func set(_ name: String, _ value: String) {
        if let name = HTTPField.Name(name) { headers[name] = value }
    }
}

extension Reply {
    static let allowedHeaders = "Origin, X-Requested-With, Content-Type, Accept, X-User-Id, X-Auth-Token"

    /// The response, with what every answer carries (contract 1.1).
    ///
    /// - Parameters:
    ///   - instanceID: This server's id.
    ///   - isHead: Leave the body out but say how long it is.
    func response(instanceID: String, isHead: Bool) -> Response {
        let body: ResponseBody = isHead ? .init() : .init(byteBuffer: bytes)
        return Response(status: status, headers: fields(instanceID: instanceID), body: body)
    }

    /// The same in the parts that go down a connection.
    func parts(instanceID: String) -> [HTTPResponsePart] {
        let head = HTTPResponse(status: status, headerFields: fields(instanceID: instanceID))
        return [.head(head), .body(bytes), .end(nil)]
    }

    private func fields(instanceID: String) -> HTTPFields {
        var reply = self
        reply.set("x-instance-id", instanceID)
        reply.set("x-xss-protection", "1")
        reply.set("pragma", "no-cache")
        reply.headers[.cacheControl] = headers[.cacheControl] ?? "no-store"
        reply.headers[.xContentTypeOptions] = "nosniff"
        if !leavesOutCrossOrigin {
            reply.headers[.accessControlAllowOrigin] = headers[.accessControlAllowOrigin] ?? "*"
            reply.headers[.accessControlAllowHeaders] = headers[.accessControlAllowHeaders] ?? Reply.allowedHeaders
        }
        if let contentType { reply.headers[.contentType] = contentType }
        // Of an answer without a body it would be the length of what is left out.
        if status != .notModified { reply.headers[.contentLength] = String(bytes.readableBytes) }
        return reply.headers
    }
}
