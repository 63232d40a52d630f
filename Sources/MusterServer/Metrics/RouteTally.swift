import Metrics
import MusterModel
import Synchronization

/// Counts the requests of one row of the table of routes.
///
/// What it counts with is made at the first request of each status and kept: a request costs a lock and two additions.
final class RouteTally: Sendable {
    /// All requests that no row answers: what clients make up must not become labels.
    static let unknown = RouteTally(method: "(any)", path: "(unknown)")

    private struct Handles {
        let seconds: Metrics.Timer
        var byStatus: [(status: Int, counter: Counter)] = []
    }

    private let labels: [(String, String)]
    private let handles = Mutex<Handles?>(nil)

    init(method: String, path: String) { labels = [("method", method), ("route", path)] }

    /// Counts an answered request.
    func note(status: Int, _ duration: Duration) {
        let (seconds, counter) = handles.withLock { handles in
            var known = handles ?? Handles(seconds: Metrics.Timer(label: "muster_request_seconds", dimensions: labels))
            if let counter = known.byStatus.first(where: { $0.status == status })?.counter {
                return (known.seconds, counter)
            }
            let counter = Counter(label: "muster_requests_total", dimensions: labels + [("status", "\(status)")])
            known.byStatus.append((status, counter))
            handles = known
            return (known.seconds, counter)
        }
        counter.increment()
        seconds.recordNanoseconds(duration.nanoseconds)
    }
}
