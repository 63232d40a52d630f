import Foundation
import Logging
import ServiceLifecycle

/// Ends the process when a shutdown does not end by itself.
///
/// An answered write is on disk, so nothing is lost with a connection that is left behind; a server that
/// stays for ever would keep its file locked and its successor from starting.
struct ShutdownLimit: Service {
    /// Seconds after the signal.
    let seconds: Int
    let logger: Logger

    func run() async throws {
        try? await gracefulShutdown()
        // A queue of the system's: the tasks that hang may hold the threads of the others.
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) {
            logger.error("the shutdown did not end by itself, the process does")
            exit(0)
        }
    }
}
