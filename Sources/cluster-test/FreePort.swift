import MusterTestSupport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A port that nobody listens on: for programs that cannot pick one themselves and say which, or that come back to it.
///
/// Not one of those that the system gives to outgoing connections: while the program is away, one of them could take
/// it.
enum FreePort {
    private static let range: ClosedRange<UInt16> = 10_000...30_000

    static func find() throws -> Int {
        for _ in 0..<100 {
            let port = UInt16.random(in: range)
            if try isFree(port) { return Int(port) }
        }
        throw ProcessFailure("no free port")
    }

    private static func isFree(_ port: UInt16) throws -> Bool {
        #if canImport(Glibc)
            let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        guard descriptor >= 0 else { throw ProcessFailure("no socket") }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        address.sin_port = port.bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
