import NIOCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A blocking TCP connection to an IPv4 address, with time-outs.
final class Socket {
    private var descriptor: CInt

    init(host: String, port: Int, from source: String?, receiveBytes: Int?, timeoutSeconds: Int) throws {
        #if canImport(Glibc)
            // Close-on-exec, or a server started by another test would inherit the connection and keep it open.
            descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        #else
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        guard descriptor >= 0 else { throw Socket.failure("socket") }
        do {
            try configure(timeoutSeconds: timeoutSeconds)
            if var size = receiveBytes.map({ CInt(clamping: $0) }) {
                setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<CInt>.size))
            }
            if let source { try call("bind", bind, source, port: 0) }
            try call("connect", connect, host, port: port)
        } catch {
            close()
            throw error
        }
    }

    deinit { close() }

    func close() {
        guard descriptor >= 0 else { return }
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #else
            _ = Darwin.close(descriptor)
        #endif
        descriptor = -1
    }

    /// Sends everything.
    func write(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                send(descriptor, raw.baseAddress?.advanced(by: sent), raw.count - sent, Socket.sendFlags)
            }
            if count >= 0 {
                sent += count
            } else if errno != EINTR {
                throw Socket.failure("send")
            }
        }
    }

    /// What has arrived, at least one byte, or nothing when the peer has closed or reset the connection.
    func read() throws -> ArraySlice<UInt8> {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &bytes, bytes.count, 0)
            if count >= 0 { return bytes[..<count] }
            if errno == ECONNRESET { return [] }
            if errno != EINTR { throw Socket.failure("recv") }
        }
    }

    /// Whether something can be read, the end of the stream included, before the time is over.
    func isReadable(withinMilliseconds milliseconds: Int) -> Bool {
        var interest = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&interest, 1, CInt(clamping: milliseconds)) > 0
    }

    private func configure(timeoutSeconds: Int) throws {
        var time = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            guard setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size)) == 0 else {
                throw Socket.failure("setsockopt")
            }
        }
        var yes: CInt = 1
        setsockopt(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<CInt>.size))
        #if !canImport(Glibc)
            setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<CInt>.size))
        #endif
    }

    private func call(
        _ name: String, _ function: (CInt, UnsafePointer<sockaddr>, socklen_t) -> CInt, _ host: String, port: Int
    ) throws {
        // The library's: whose module the system's own structure belongs to depends on the kind of build.
        guard let address = try? SocketAddress(ipAddress: host, port: port) else {
            throw HTTPConnectionError.system(call: "address(\(host))", code: EINVAL)
        }
        let status = address.withSockAddr { function(descriptor, $0, socklen_t($1)) }
        guard status == 0 else { throw Socket.failure(name) }
    }

    private static func failure(_ call: String) -> HTTPConnectionError {
        switch errno {
        case EAGAIN, EINPROGRESS, ETIMEDOUT: .timedOut
        case EPIPE, ECONNRESET: .closed
        case let code: .system(call: call, code: code)
        }
    }

    private static var sendFlags: CInt {
        #if canImport(Glibc)
            CInt(MSG_NOSIGNAL)
        #else
            0
        #endif
    }
}
