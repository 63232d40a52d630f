import Logging
import MusterStore
import ServiceLifecycle

/// Drops expired login tokens, at the start and every hour (contract 1.2).
struct TokenSweep: Service {
    let store: Store
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let dropped = try await store.removeExpiredTokens()
                    if dropped > 0 { logger.info("dropped expired login tokens", metadata: ["count": "\(dropped)"]) }
                } catch {
                    logger.warning("could not drop expired login tokens")
                }
                do { try await Task.sleep(for: .seconds(3600)) } catch { return }
            }
        }
    }
}
