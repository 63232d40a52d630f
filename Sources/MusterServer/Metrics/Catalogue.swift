/// What each metric means, for the text that is scraped; docs/operate.md explains them.
enum Catalogue {
    /// Half a millisecond, what a read takes, to five seconds, when requests are given up.
    static let secondBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
    /// Writes of one commit: 256 at most.
    static let writeBounds: [Double] = [1, 2, 4, 8, 16, 32, 64, 128, 256]

    /// The help text of a name; nil for one of a library's.
    static func help(for name: String) -> String? { helps[name] }

    /// The upper bounds of a histogram's buckets.
    static func bounds(of name: String) -> [Double] { name.hasSuffix("_writes") ? writeBounds : secondBounds }

    static let helps = [
        "muster_build_info": "1; the label has the version.",
        "muster_commit_seconds": "How long commits took that writes of this server shared.",
        "muster_commit_writes": "Writes a commit took along.",
        "muster_connections_max": "Connections of clients that may be open at once.",
        "muster_connections_open": "Open connections of clients.",
        "muster_database_connections_busy": "Connections to the database server that are at work.",
        "muster_database_wait_seconds": "How long transactions waited for a connection to the database server.",
        "muster_database_waiting": "Transactions that wait for a connection to the database server.",
        "muster_event_sequence": "The number of the newest event of the event log.",
        "muster_event_timestamp_seconds": "When the newest event was written, in seconds since 1970.",
        "muster_log_lines_dropped_total": "Log lines that were given up.",
        "muster_log_lines_waiting": "Log lines that wait to be written.",
        "muster_login_failures_total": "Logins that failed (refused) or were not looked at (blocked).",
        "muster_passwords_waiting": "Passwords that are checked or wait for it.",
        "muster_request_seconds": "From a request's head to its answer, by route; HEAD counts as GET.",
        "muster_requests_at_work": "Requests that are worked on, those apart whose body or password is waited for.",
        "muster_requests_refused_total": "Requests refused with 503 because there were too many.",
        "muster_requests_total": "Answered requests by route and status; HEAD counts as GET.",
        "muster_requests_waiting": "Requests that wait to be worked on.",
        "muster_store_up": "1 when the store answered within a second, else 0.",
        "muster_transaction_retries_total": "Transactions that were run again for another's sake.",
        "muster_transaction_seconds": "How long transactions took, the wait for their turn included.",
        "muster_transactions_total": "Transactions: done, refused by a rule, or failed because of the store.",
        "muster_unread_bytes": "Bytes of answers that clients have not read yet.",
        "muster_writes_waiting": "Writes that wait for the next commit.",
        "process_cpu_seconds_total": "Time the processors spent on the server, in seconds.",
        "process_open_fds": "Open file descriptors.",
        "process_resident_memory_bytes": "Memory the server occupies.",
        "process_start_time_seconds": "When the server started, in seconds since 1970.",
    ]
}
