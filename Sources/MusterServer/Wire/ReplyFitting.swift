import HTTPTypes
import Hummingbird
import MusterModel
import NIOCore

/// What an answer to GET or HEAD becomes for a client who has it already, or takes it in fewer bytes (D94, D95).
extension Reply {
    /// The same as this client wants it.
    ///
    /// Only answers to GET are compressed: none of them holds a token, so that the length of what is sent tells nothing
    /// about one.
    func fitted(to request: Request, _ fields: RequestFields) async -> Reply {
        guard status == .ok, request.method == .get || request.method == .head, isText else { return self }
        if case .stream = body { return self }
        let codings = AcceptedCodings(staysUncompressed ? nil : fields.acceptEncoding)
        let isLarge = bytes.readableBytes > Limits.plainBytes && !staysUncompressed
        let isCompressed = codings.prefersGzip && (isLarge || codings.refusesIdentity)
        var reply = self
        if isLarge || isCompressed { reply.headers.append(ReplyFields.vary) }
        if contentType == ReplyFields.json {
            let tag = bytes.withUnsafeReadableBytes { EntityTag.of($0, isCompressed: isCompressed) }
            reply.headers[.eTag] = "\"\(tag)\""
            if let known = fields.ifNoneMatch, Reply.names(known, tag) {
                reply.status = .notModified
                reply.contentType = nil
                reply.bytes = ByteBuffer()
                return reply
            }
        }
        guard isCompressed else { return reply }
        guard let compressed = await Gzip.compressed(bytes) else { return self }
        reply.bytes = compressed
        reply.headers.append(ReplyFields.gzip)
        return reply
    }

    /// Images are compressed as they are.
    private var isText: Bool { contentType == ReplyFields.json || contentType == ReplyFields.page }

    /// Whether the value of an `If-None-Match` names a tag; whether a tag is weak does not count there.
    static func names(_ value: String, _ etag: String) -> Bool {
        let names = value.split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }
        return names == ["*"] || names.contains("\"\(etag)\"") || names.contains("W/\"\(etag)\"")
    }
}
