import MusterModel

/// The attack of requests sent behind one whose answer ends the connection: none of them may be executed.
///
/// A proxy that holds another opinion of where a request ends would let such requests pass unseen.
public struct RequestsBehindTheLast: Sendable {
    /// A request whose answer ends the connection.
    public struct Opening: Sendable, CustomStringConvertible {
        /// What is special about it.
        public let description: String
        /// The status it must get.
        public let status: Int
        fileprivate let bytes: [UInt8]

        fileprivate init(_ description: String, _ status: Int, _ head: [String], _ body: String = "") {
            self.description = description
            self.status = status
            bytes = Array((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
        }
    }

    private let port: Int
    private let headers: [String]

    /// - Parameters:
    ///   - port: Where the server listens on this machine.
    ///   - headers: The two headers of somebody who may make units.
    public init(port: Int, headers: [(String, String)]) {
        self.port = port
        self.headers = headers.map { "\($0.0): \($0.1)" }
    }

    /// Sends every opening with requests behind it that make units, in one write, and once more after its answer.
    ///
    /// - Parameter source: The address they come from. An address gets so many answers of 401 in a minute, and many of
    ///   these are: to run it often, give each run another address.
    /// - Returns: What went wrong; nothing when each connection had one answer, which said that it is the last.
    public func run(from source: String = "127.0.0.1") throws -> [String] {
        try openings.flatMap { opening in
            try [false, true].flatMap { waits in
                try faults(opening, from: source, waits: waits).map {
                    "\(opening)\(waits ? ", after its answer" : ""): \($0)"
                }
            }
        }
    }

    private func faults(_ opening: Opening, from source: String, waits: Bool) throws -> [String] {
        let connection = try HTTPConnection(port: port, from: source)
        defer { connection.close() }
        try connection.write(waits ? opening.bytes : opening.bytes + hidden + hidden)
        let answer = try connection.readAnswer()
        // The server may have closed already.
        if waits { do { try connection.write(hidden + hidden) } catch HTTPConnectionError.closed {} }
        let rest = try connection.readToEnd()
        var faults: [String] = []
        if answer.status != opening.status { faults.append("\(answer.status) instead of \(opening.status)") }
        if answer.header("connection") != "close" { faults.append("the answer does not say that it is the last") }
        if !rest.isEmpty { faults.append("another answer: \(String(decoding: rest.prefix(200), as: UTF8.self))") }
        return faults
    }

    /// Makes a unit named "hidden".
    private var hidden: [UInt8] {
        let body = #"{"unitData":{"name":"hidden","visibility":"public"},"unitMonitors":[],"unitDepartments":[]}"#
        let head = ["POST /api/v1/livechat/units HTTP/1.1", "Host: x", "Content-Length: \(body.utf8.count)"] + headers
        return Array((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    }

    /// Requests that end their connection, each for another reason.
    public var openings: [Opening] {
        let (host, length) = ("Host: x", "Content-Length: 2")
        func post(_ path: String) -> String { "POST /api/v1/\(path) HTTP/1.1" }
        let large = String(repeating: " ", count: Limits.openBodyBytes + 1)
        return [
            Opening("401 with a body unread", 401, [post("livechat/units"), host, length], "{}"),
            Opening("404 with a body unread", 404, [post("nothing"), host, length], "{}"),
            Opening("405 with a body unread", 405, [post("me"), host, length], "{}"),
            Opening("413", 413, [post("login"), host, "Content-Length: \(large.utf8.count)"], large),
            Opening("415", 415, [post("login"), host, length, "Content-Encoding: gzip"], "{}"),
            Opening("GET with a body", 200, ["GET /health/live HTTP/1.1", host, length], "{}"),
            Opening("DELETE with a body", 404, ["DELETE /nothing HTTP/1.1", host, length], "{}"),
            Opening("OPTIONS with a body", 200, ["OPTIONS /api/v1/me HTTP/1.1", host, length], "{}"),
            Opening(
                "GET with an empty chunked body", 200,
                ["GET /health/live HTTP/1.1", host, "Transfer-Encoding: chunked"], "0\r\n\r\n"),
            Opening(
                "an upgrade with a body unread", 401,
                [post("livechat/units"), host, length, "Connection: Upgrade", "Upgrade: h2c"], "{}"),
            Opening("the client ends it", 200, ["GET /health/live HTTP/1.1", host, "Connection: Close"]),
            Opening("HTTP/1.0", 200, ["GET /health/live HTTP/1.0"]),
            Opening("CONNECT", 405, ["CONNECT x:443 HTTP/1.1", "Host: x:443"]),
            Opening("CONNECT with a body", 405, ["CONNECT x:443 HTTP/1.1", "Host: x:443", length], "{}"),
            Opening("no host", 400, ["GET /health/live HTTP/1.1"]),
            Opening("two hosts", 400, ["GET /health/live HTTP/1.1", host, host]),
            Opening("another transfer coding", 501, [post("login"), host, "Transfer-Encoding: gzip, chunked"]),
            Opening("no chunks at the end", 400, [post("login"), host, "Transfer-Encoding: chunked, gzip"]),
            Opening(
                "another transfer coding with an upgrade", 501,
                [post("login"), host, "Transfer-Encoding: gzip", "Connection: Upgrade", "Upgrade: x"]),
            Opening("two lengths", 400, [post("login"), host, length, "Content-Length: 3"], "{}"),
            Opening("a length and chunks", 400, [post("login"), host, length, "Transfer-Encoding: chunked"], "{}"),
            Opening("a broken chunk", 400, [post("login"), host, "Transfer-Encoding: chunked"], "zz\r\n"),
            Opening("no request", 400, ["nonsense"]),
            Opening("HTTP/2 without TLS", 400, ["PRI * HTTP/2.0"], "SM\r\n\r\n"),
        ]
    }
}
