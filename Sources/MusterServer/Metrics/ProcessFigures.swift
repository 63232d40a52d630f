import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the system says of this process, under the names that dashboards know.
enum ProcessFigures {
    /// What there is here; a system without `/proc` does not tell the memory.
    static func families(startedAt started: Date) -> [Exposition.Family] {
        [
            .init("process_cpu_seconds_total", .counter, value: cpuSeconds),
            .init("process_open_fds", .gauge, value: openFiles.map { Double($0) }),
            .init("process_resident_memory_bytes", .gauge, value: residentBytes),
            .init("process_start_time_seconds", .gauge, value: started.timeIntervalSince1970),
        ]
    }

    /// POSIX counts in microseconds, whatever the clock's resolution.
    private static var cpuSeconds: Double { Double(clock()) / 1e6 }

    /// Without the one that is opened to look.
    private static var openFiles: Int? {
        (try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd")).map { max(0, $0.count - 1) }
    }

    private static var residentBytes: Double? {
        let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        let pages = text?.split(separator: " ").dropFirst().first.flatMap { Double($0) }
        return pages.map { $0 * Double(sysconf(CInt(_SC_PAGESIZE))) }
    }
}
