import HTTPTypes
import MusterModel
import NIOCore

/// An answer as HTTP/1 sends it.
struct HTTP1Answer: Sendable {
    /// The status line and the header, without the empty line that ends it.
    private var head: ByteBuffer
    /// Nothing of an answer to HEAD.
    private let body: ByteBuffer
    private var namesConnection = false
    /// Whether the connection ends with it.
    private(set) var isLast = false

    /// Begins with the status line.
    init(_ status: HTTPResponse.Status, _ body: ByteBuffer) {
        self.body = body
        let bodyBytes = body.readableBytes > Limits.writtenBytes ? 0 : body.readableBytes
        head = ByteBufferAllocator().buffer(capacity: 768 + bodyBytes)
        if status == .ok {
            head.writeStaticString("HTTP/1.1 200 OK\r\n")
        } else {
            head.writeString("HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n")
        }
    }

    /// A response that has all its fields.
    init(_ response: HTTPResponse, _ body: ByteBuffer) {
        self.init(response.status, body)
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

    /// All of it, as buffers to send one after another: one where the body is small.
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
