import HTTPTypes
import NIOCore

/// The header fields that every answer of one server carries (contract 1.1).
struct ServerFields: Sendable {
    let instanceID: HTTPField
    /// These and `ReplyFields.always` and `crossOrigin`, as they go over the wire.
    let written: ByteBuffer

    /// - Parameter instanceID: The server's id, so that a client behind a balancer can tell servers apart.
    init(instanceID: String) {
        self.instanceID = HTTPField(name: .instanceID, value: instanceID)
        let fields = [self.instanceID] + ReplyFields.always + ReplyFields.crossOrigin
        written = ByteBuffer(string: fields.map { "\($0.name.rawName): \($0.value)\r\n" }.joined())
    }
}

/// Header fields of replies, each read and checked once instead of for every reply.
enum ReplyFields {
    /// What every answer carries, beside the id of its server (contract 1.1).
    static let always: [HTTPField] = [
        HTTPField(name: .xssProtection, value: "1"),
        HTTPField(name: .pragma, value: "no-cache"),
        HTTPField(name: .cacheControl, value: "no-store"),
        HTTPField(name: .xContentTypeOptions, value: "nosniff"),
    ]

    /// What every answer carries but a preflight from an origin that is not listed.
    static let crossOrigin: [HTTPField] = [
        HTTPField(name: .accessControlAllowOrigin, value: "*"),
        HTTPField(name: .accessControlAllowHeaders, value: allowedHeaders),
    ]

    /// The names of both.
    static let commonNames = (always + crossOrigin).map(\.name)

    static let allowedHeaders = "Origin, X-Requested-With, Content-Type, Accept, X-User-Id, X-Auth-Token"

    static let json = HTTPField(name: .contentType, value: "application/json")
    static let plainText = HTTPField(name: .contentType, value: "text/plain")
    static let page = HTTPField(name: .contentType, value: "text/html; charset=utf-8")

    static let vary = HTTPField(name: .vary, value: "Accept-Encoding")
    static let gzip = HTTPField(name: .contentEncoding, value: "gzip")

    static let deprecation = HTTPField(name: .deprecationType, value: "endpoint-deprecation")
    static let deprecationVersion = HTTPField(name: .deprecationVersion, value: "5.0.0")
}

extension HTTPField.Name {
    static let xAuthToken = known("X-Auth-Token")
    static let xUserID = known("X-User-Id")
    static let xRealIP = known("X-Real-IP")
    static let xForwardedFor = known("X-Forwarded-For")
    static let host = known("Host")
    static let instanceID = known("x-instance-id")
    static let xssProtection = known("x-xss-protection")
    static let pragma = known("pragma")
    static let securityPolicy = known("content-security-policy")
    static let deprecationType = known("x-deprecation-type")
    static let deprecationMessage = known("x-deprecation-message")
    static let deprecationVersion = known("x-deprecation-version")
    static let rateLimitLimit = known("x-ratelimit-limit")
    static let rateLimitRemaining = known("x-ratelimit-remaining")
    static let rateLimitReset = known("x-ratelimit-reset")

    /// A name that is one, spelled as it goes over the wire. There is nothing to fall back on: another header instead
    /// of a misspelled one would be read and sent.
    private static func known(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) names no header") }
        return name
    }
}
