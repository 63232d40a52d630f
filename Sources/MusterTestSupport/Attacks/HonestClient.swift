import Foundation
import Synchronization

/// Asks a server again and again, on a connection it keeps and on a new one in turn, and measures how long that takes.
public final class HonestClient: Sendable {
    /// How long its requests took, and how many were not answered with 200.
    public struct Times: Sendable {
        fileprivate var milliseconds: [Double] = []
        /// What came of requests that got another answer, or none.
        public fileprivate(set) var failures: [String] = []
        /// Answers that told it to come back later (D96), which it did.
        public fileprivate(set) var postponed = 0

        /// Requests made.
        public var requests: Int { milliseconds.count }

        /// The milliseconds that this part of all requests did not exceed; 0 without requests.
        public func percentile(_ part: Double) -> Double {
            let sorted = milliseconds.sorted()
            return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
        }
    }

    private let port: Int
    private let source: String
    private let isEncrypted: Bool
    private let times = Mutex(Times())
    private let running = Mutex<Task<Void, Never>?>(nil)

    /// Begins at once.
    ///
    /// - Parameters:
    ///   - port: Where the server listens.
    ///   - source: The address it comes from.
    ///   - isEncrypted: Whether the server wants TLS.
    public init(port: Int, from source: String = "127.0.0.1", isEncrypted: Bool = false) {
        self.port = port
        self.source = source
        self.isEncrypted = isEncrypted
        // On threads of its own: it measures the server, not how busy this process is.
        running.withLock { $0 = Task(executorPreference: PatientThreads.shared) { [self] in await run() } }
    }

    /// Ends it and says how it fared.
    public func stop() async -> Times {
        let task = running.withLock { $0 }
        task?.cancel()
        await task?.value
        return times.withLock { $0 }
    }

    private func run() async {
        var kept: HonestConnection?
        for number in 0... {
            if Task.isCancelled { break }
            let began = ContinuousClock.now
            var outcome = await ask(number, &kept)
            while case .success(503) = outcome, ContinuousClock.now - began < .seconds(30) {
                times.withLock { $0.postponed += 1 }
                try? await Task.sleep(for: .seconds(1))
                outcome = await ask(number, &kept)
            }
            let time = ContinuousClock.now - began
            times.withLock { times in
                times.milliseconds.append(time / .milliseconds(1))
                if (try? outcome.get()) != 200 { times.failures.append("\(outcome)") }
            }
            try? await Task.sleep(for: .milliseconds(5))
        }
        kept?.close()
    }

    /// Asks once: requests with even numbers on a new connection, the others on the one that is kept.
    private func ask(_ number: Int, _ kept: inout HonestConnection?) async -> Result<Int, any Error> {
        do {
            if number.isMultiple(of: 2) {
                let fresh = try await connect()
                defer { fresh.close() }
                return .success(try await fresh.get("/api/info"))
            }
            if let open = kept, let status = try? await open.get("/api/info") { return .success(status) }
            // A connection that idled for too long, on a busy machine, is closed: every client tries again.
            let fresh = try await connect()
            kept = fresh
            return .success(try await fresh.get("/api/info"))
        } catch {
            return .failure(error)
        }
    }

    private func connect() async throws -> HonestConnection {
        try await HonestConnection(port: port, from: source, isEncrypted: isEncrypted)
    }
}
