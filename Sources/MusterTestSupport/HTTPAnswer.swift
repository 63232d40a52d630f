public import MusterModel

/// What a server answered to one request.
public struct HTTPAnswer: Sendable {
    /// The status code.
    public let status: Int
    /// The header fields in the order they came, names as the server wrote them.
    public let headers: [(name: String, value: String)]
    /// The body without its framing.
    public let body: [UInt8]

    /// An answer made of its parts.
    public init(status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The body as text; bytes that are not UTF-8 become U+FFFD.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as JSON, nil where it is none.
    public var json: JSON? { try? JSON(parsing: body) }

    /// The first header field of that name, in whatever case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
