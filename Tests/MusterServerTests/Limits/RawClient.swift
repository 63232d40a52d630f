import MusterModel
import MusterTestSupport
import MusterTestWorld

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension TestServer {
    /// The head of a request with somebody's headers, as it goes over the wire.
    func head(
        _ request: String, as who: Who = .admin, version: String = "1.1", _ headers: String...
    ) -> [UInt8] {
        let parts = request.split(separator: " ").map(String.init)
        let path = parts[1].hasPrefix("/") ? parts[1] : "/api/v1/" + parts[1]
        let lines = headersOf(who).map { "\($0.0): \($0.1)" } + headers
        let text = "\(parts[0]) \(path) HTTP/\(version)\r\nHost: x\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n"
        return Array(text.utf8)
    }

    /// Runs blocking calls on a connection of its own, away from the server's threads.
    func withConnection<Value: Sendable>(
        timeoutSeconds: Int = 120, _ body: @escaping @Sendable (HTTPConnection) throws -> Value
    ) async throws -> Value {
        let port = self.port
        return try await offThread {
            let connection = try HTTPConnection(port: port, timeoutSeconds: timeoutSeconds)
            defer { connection.close() }
            return try body(connection)
        }
    }

    /// Sends bytes, says that no more will come, and reads all that the server has to say until it closes.
    func sayAndHangUp(_ bytes: [UInt8]) async throws -> String {
        let port = self.port
        return try await offThread { try HalfClosing.exchange(bytes, port: port) }
    }
}

/// A client that closes its sending half, as one does whose body ends too early.
private enum HalfClosing {
    struct Trouble: Error {
        let call: String
        let code: CInt
    }

    static func exchange(_ bytes: [UInt8], port: Int) throws -> String {
        #if canImport(Glibc)
            let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
            let flags = CInt(MSG_NOSIGNAL)
        #else
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
            let flags: CInt = 0
        #endif
        guard descriptor >= 0 else { throw Trouble(call: "socket", code: errno) }
        defer { close(descriptor) }
        var time = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        let connected = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Trouble(call: "connect", code: errno) }
        guard send(descriptor, bytes, bytes.count, flags) == bytes.count else {
            throw Trouble(call: "send", code: errno)
        }
        shutdown(descriptor, CInt(SHUT_WR))
        var heard: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count == 0 || (count < 0 && errno == ECONNRESET) { break }
            guard count > 0 else { throw Trouble(call: "recv", code: errno) }
            heard += buffer[..<count]
        }
        return String(decoding: heard, as: UTF8.self)
    }
}
