/// Where the figures for Prometheus are served, and what of them the server does not know itself (D97).
public struct MetricsOptions: Sendable {
    /// The address to listen on.
    public var host = "127.0.0.1"
    /// The port to listen on; 0 for any free one.
    public var port: Int
    /// Called with the real port once connections are accepted.
    public var onListening: @Sendable (_ port: Int) -> Void = { _ in }
    /// What became of the log's lines; nil where nobody counts them.
    public var logBacklog: (@Sendable () -> LogBacklog)?

    /// On loopback.
    public init(port: Int) { self.port = port }
}

/// What became of the log's lines.
public struct LogBacklog: Sendable {
    /// Lines that wait to be written.
    public var waiting: Int
    /// Lines that were given up since the start.
    public var dropped: Int

    /// Both numbers.
    public init(waiting: Int, dropped: Int) {
        self.waiting = waiting
        self.dropped = dropped
    }
}
