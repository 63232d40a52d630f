import Dispatch

/// One keep-alive HTTP/1.1 connection to a server on this machine, blocking; it can also send what is not HTTP.
public final class HTTPConnection {
    private let socket: Socket
    private let authority: String
    private var buffer: [UInt8] = []
    private var at = 0

    /// Connects to an IPv4 address; every later call waits that long at most for the peer to do anything.
    ///
    /// - Parameters:
    ///   - host: Where to.
    ///   - port: The port there.
    ///   - source: The address it comes from; all of 127.0.0.0/8 are this machine.
    ///   - receiveBytes: What the system may take from the peer before it is read; by default as much as it likes.
    ///   - timeoutSeconds: How long every later call waits.
    public init(
        host: String = "127.0.0.1", port: Int, from source: String? = nil, receiveBytes: Int? = nil,
        timeoutSeconds: Int = 120
    ) throws {
        socket = try Socket(
            host: host, port: port, from: source, receiveBytes: receiveBytes, timeoutSeconds: timeoutSeconds)
        authority = "\(host):\(port)"
    }

    /// Sends a request and reads its answer; `Host` and `Content-Length` are added unless given.
    public func send(
        _ method: String, _ path: String, headers: [(String, String)] = [], body: [UInt8]? = nil
    ) throws -> HTTPAnswer {
        let names = Set(headers.map { $0.0.lowercased() })
        var lines = ["\(method) \(path) HTTP/1.1"] + headers.map { "\($0): \($1)" }
        if !names.contains("host") { lines.append("Host: \(authority)") }
        if names.isDisjoint(with: ["content-length", "transfer-encoding"]),
            body != nil || ["POST", "PUT", "PATCH"].contains(method)
        {
            lines.append("Content-Length: \(body?.count ?? 0)")
        }
        let head = lines.joined(separator: "\r\n") + "\r\n\r\n"
        // A server that refuses a body answers and closes while the body is still being sent.
        do { try write(Array(head.utf8) + (body ?? [])) } catch HTTPConnectionError.closed {}
        return try readAnswer(isHead: method == "HEAD")
    }

    /// Sends bytes as they are.
    public func write(_ bytes: [UInt8]) throws { try socket.write(bytes) }

    /// Reads the next answer; those with a status below 200 are skipped.
    ///
    /// - Parameter isHead: Whether it answers a HEAD request, so that no body follows whatever its headers say.
    /// - Throws: `HTTPConnectionError`; `.closed` when the connection ends before a status line begins.
    public func readAnswer(isHead: Bool = false) throws -> HTTPAnswer {
        var (status, headers) = try readHead()
        while (100..<200).contains(status) { (status, headers) = try readHead() }
        func value(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
        let body: [UInt8]
        if isHead || status == 204 || status == 304 {
            body = []
        } else if value("transfer-encoding")?.lowercased() == "chunked" {
            body = try readChunks()
        } else if let length = value("content-length") {
            guard let count = Int(length), count >= 0 else {
                throw HTTPConnectionError.malformed("Content-Length: \(length)")
            }
            body = try take(count)
        } else {
            body = try readToEnd()
        }
        return HTTPAnswer(status: status, headers: headers, body: body)
    }

    /// Reads that many lines as they are, without their ends.
    public func readLines(_ count: Int) throws -> [String] { try (0..<count).map { _ in try line() } }

    /// Reads everything until the peer closes the connection.
    public func readToEnd() throws -> [UInt8] {
        while try fill() {}
        return try take(buffer.count - at)
    }

    /// Whether the peer closes the connection before the time is over; bytes that arrive meanwhile are kept.
    public func isClosedByPeer(withinSeconds seconds: Double) -> Bool {
        let deadline = DispatchTime.now().uptimeNanoseconds + UInt64(max(0, seconds) * 1e9)
        repeat {
            let now = DispatchTime.now().uptimeNanoseconds
            let left = deadline > now ? Int((deadline - now) / 1_000_000) : 0
            guard socket.isReadable(withinMilliseconds: left) else { return false }
            guard (try? fill()) == true else { return true }
        } while DispatchTime.now().uptimeNanoseconds < deadline
        return false
    }

    /// Closes the connection.
    public func close() { socket.close() }

    private func readHead() throws -> (Int, [(name: String, value: String)]) {
        let statusLine = try line(isFirst: true)
        let words = statusLine.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
            throw HTTPConnectionError.malformed(statusLine)
        }
        var headers: [(name: String, value: String)] = []
        while true {
            let text = try line()
            if text.isEmpty { return (status, headers) }
            guard let colon = text.firstIndex(of: ":") else { throw HTTPConnectionError.malformed(text) }
            let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            headers.append((String(text[..<colon]), String(value)))
        }
    }

    private func readChunks() throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            let text = try line()
            let size = text.prefix { $0 != ";" && $0 != " " }
            guard let count = Int(size, radix: 16), count >= 0 else { throw HTTPConnectionError.malformed(text) }
            if count == 0 { break }
            body += try take(count)
            guard try line().isEmpty else { throw HTTPConnectionError.malformed("a chunk longer than it says") }
        }
        while try !line().isEmpty {}
        return body
    }

    private func line(isFirst: Bool = false) throws -> String {
        var searched = at
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                var bytes = buffer[at..<end]
                if bytes.last == 0x0D { bytes.removeLast() }
                at = end + 1
                return String(decoding: bytes, as: UTF8.self)
            }
            let had = buffer.count - at
            guard try fill() else {
                throw isFirst && had == 0 ? HTTPConnectionError.closed : HTTPConnectionError.truncated
            }
            searched = had
        }
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while buffer.count - at < count {
            guard try fill() else { throw HTTPConnectionError.truncated }
        }
        defer { at += count }
        return Array(buffer[at..<at + count])
    }

    private func fill() throws -> Bool {
        if at > 0 {
            buffer.removeFirst(at)
            at = 0
        }
        let bytes = try socket.read()
        buffer += bytes
        return !bytes.isEmpty
    }
}
