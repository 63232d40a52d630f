import Logging
import MusterModel
import MusterStore
import ServiceLifecycle

/// Looks every second whether the database's file is still where it was, and finishes what could not be written at the
/// start.
struct StoreWatch: Service {
    let store: Store
    let logger: Logger
    /// What the start had to leave, nil when nothing.
    let unfinished: (@Sendable () async throws -> Void)?

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var isInPlace = true
            var unfinished = unfinished
            while !Task.isCancelled {
                isInPlace = look(wasInPlace: isInPlace)
                if let work = unfinished, await finish(work) { unfinished = nil }
                do { try await Task.sleep(for: .seconds(Limits.storeWatchSeconds)) } catch { return }
            }
        }
    }

    private func look(wasInPlace: Bool) -> Bool {
        do {
            try store.checkPlace()
            if !wasInPlace { logger.notice("the database file is back in its place; writes are accepted") }
            return true
        } catch {
            if wasInPlace { logger.error("writes are refused", metadata: ["reason": "\(Output.reason(error))"]) }
            return false
        }
    }

    /// - Returns: True when there is nothing left to do.
    private func finish(_ work: @Sendable () async throws -> Void) async -> Bool {
        do {
            try await work()
            logger.notice("the database can be written; writes are accepted")
            return true
        } catch let failure as Failure where failure.kind == .unavailable {
            return false
        } catch {
            logger.error("the start could not be finished", metadata: ["reason": "\(Output.reason(error))"])
            return true
        }
    }
}
