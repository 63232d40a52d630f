/// Why an exchange over an `HTTPConnection` failed.
public enum HTTPConnectionError: Error, Equatable, CustomStringConvertible {
    /// The peer closed or reset the connection before a status line came.
    case closed
    /// The peer closed or reset the connection in the middle of an answer.
    case truncated
    /// Nothing moved for as long as the connection waits.
    case timedOut
    /// What came is not HTTP/1.1.
    case malformed(String)
    /// A system call failed with this `errno`.
    case system(call: String, code: Int32)

    /// The error in words.
    public var description: String {
        switch self {
        case .closed: "the peer closed the connection before it answered"
        case .truncated: "the peer closed the connection in the middle of an answer"
        case .timedOut: "the peer neither sent nor took anything for too long"
        case .malformed(let what): "the answer is not HTTP/1.1: \(what)"
        case .system(let call, let code): "\(call) failed with errno \(code)"
        }
    }
}
