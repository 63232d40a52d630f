#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Lets this process have as many open files as the system allows: both ends of every connection are here.
public func allowManyFiles() {
    var limit = rlimit()
    #if canImport(Glibc)
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
        let resource = RLIMIT_NOFILE
    #endif
    guard getrlimit(resource, &limit) == 0 else { return }
    limit.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, 20_000))
    setrlimit(resource, &limit)
}
