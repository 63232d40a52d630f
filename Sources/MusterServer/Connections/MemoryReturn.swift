import CMalloc
import MusterModel
import ServiceLifecycle

/// Gives memory back to the system after a time of many connections or unread answers: freed, it stays with the
/// allocator otherwise.
struct MemoryReturn: Service {
    let connections: Connections

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await Task.sleep(for: .seconds(Int64(Limits.memorySeconds))) } catch { return }
                if connections.hasCalmedDown() { MemoryReturn.giveBack() }
            }
        }
    }

    private static func giveBack() {
        #if os(macOS)
            malloc_zone_pressure_relief(nil, 0)
        #else
            malloc_trim(0)
        #endif
    }
}
