import MusterModel
public import ServiceLifecycle
import Synchronization

/// Lets a load balancer turn away before the server stops.
///
/// Placed after the server among the services, it is told first: readiness is refused from then on, every answer asks
/// its client to reconnect, and all else is served until the time is over.
public final class Drain: Service {
    private let seconds: Int
    private let isRunning = Mutex(false)

    /// - Parameter seconds: How long requests are served on after the signal: longer than the balancer takes to see
    ///   that the server is not ready. 0 without a balancer.
    public init(seconds: Int = 0) { self.seconds = seconds }

    /// True once the server was told to stop.
    var hasBegun: Bool { isRunning.withLock { $0 } }

    /// Waits for the signal, and then for the time.
    public func run() async throws {
        try? await gracefulShutdown()
        isRunning.withLock { $0 = true }
        try? await Task.sleep(for: .seconds(seconds))
    }
}
