/// What is said of one request at its end: never its query, its token or its body.
public struct RequestLine: Sendable {
    /// As `GET`.
    public let method: String
    /// The path's pattern, as `/api/v1/livechat/units/:id`.
    public let route: String
    /// The status of its answer.
    public let status: Int
    /// How long it took.
    public let milliseconds: Int64
    /// The caller's id; nil for who is not logged in.
    public let callerID: String?
    /// The request's own id, which events name too.
    public let requestID: String
}

/// A log that takes a request's line as it is: putting it together from a logger's metadata costs more than writing it.
public protocol RequestLog: Sendable {
    /// Adds the line of a request that has ended.
    func write(_ line: RequestLine)
}
