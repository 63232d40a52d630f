import HTTPTypes
import MusterModel
import NIOCore

/// An answer as HTTP/1 sends it.
struct HTTP1Answer: Sendable {
    /// The status line and the header, without the empty line that ends it.
    private var head: ByteBuffer
    /// Nothing of an answer to HEAD, or of a stream.
    private let body: ByteBuffer
    /// What comes behind the head, piece by piece; nil of an answer to HEAD.
    let stream: BodyStream?
    /// Whether the answer to GET is a stream.
    private let isStream: Bool
    private var namesConnection = false
    /// Whether the connection ends with it.
    private(set) var isLast = false

    /// Begins with the status line.
    init(_ status: HTTPResponse.Status, _ body: Reply.Body, isHead: Bool = false) {
        switch body {
        case .bytes(let bytes): (self.body, stream, isStream) = (isHead ? ByteBuffer() : bytes, nil, false)
        case .stream(let stream): (self.body, self.stream, isStream) = (ByteBuffer(), isHead ? nil : stream, true)
        }
        let bodyBytes = self.body.readableBytes > Limits.writtenBytes ? 0 : self.body.readableBytes
        head = ByteBufferAllocator().buffer(capacity: 768 + bodyBytes)
        if status == .ok {
            head.writeStaticString("HTTP/1.1 200 OK\r\n")
        } else {
            head.writeString("HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n")
        }
    }

    /// A response that has all its fields.
    init(_ response: HTTPResponse, _ body: ByteBuffer) {
        self.init(response.status, .bytes(body))
        for field in response.headerFields { add(field) }
    }

    mutating func add(_ field: HTTPField) {
        let value = field.value
        add(field.name, value)
        guard field.name == .connection else { return }
        namesConnection = true
        isLast = value == "close"
    }

    /// Adds a field that is not `Connection`, with a value that can stand in a header.
    mutating func add(_ name: HTTPField.Name, _ value: String) {
        head.writeString(name.rawName)
        head.writeStaticString(": ")
        head.writeString(value)
        head.writeStaticString("\r\n")
    }

    /// Adds fields that are written out already.
    mutating func add(written fields: ByteBuffer) { head.writeImmutableBuffer(fields) }

    /// Says how a stream ends: with a chunk, or for a client that knows no chunks with the connection (D98).
    mutating func announceEnd(knowsChunks: Bool) {
        guard isStream else { return }
        if knowsChunks {
            add(.transferEncoding, "chunked")
        } else if !isLast {
            add(HTTPField(name: .connection, value: "close"))
        }
    }

    /// All of it but a stream, as buffers to send one after another: one where the body is small.
    ///
    /// - Parameter confirmsStay: Whether to say that the connection stays, as old clients want to hear.
    func buffers(confirmsStay: Bool) -> (first: ByteBuffer, second: ByteBuffer?) {
        var first = head
        if confirmsStay, !namesConnection { first.writeStaticString("connection: keep-alive\r\n") }
        first.writeStaticString("\r\n")
        guard body.readableBytes <= Limits.writtenBytes else { return (first, body) }
        first.writeImmutableBuffer(body)
        return (first, nil)
    }
}
