import Foundation
import MusterModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the system lets this process open.
enum FileDescriptors {
    /// Raises the soft limit as far as it goes and says how many connections fit, leaving some for files.
    static func connectionsMax() -> Int {
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let resource = RLIMIT_NOFILE
        #endif
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return Limits.connections }
        limit.rlim_cur = min(limit.rlim_max, rlim_t(Limits.connections) * 2)
        guard setrlimit(resource, &limit) == 0, getrlimit(resource, &limit) == 0 else { return Limits.connections }
        return max(16, min(Limits.connections, Int(limit.rlim_cur) - 64))
    }
}
