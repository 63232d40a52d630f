import HTTPTypes
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// What HTTP/1 asks of a server and the library leaves out: HTTP/1.0 connections end with their answer unless asked to
/// stay, and `Connection` is a list in any case.
extension HTTPRequestHead {
    /// Says in one way how the connection goes on: `Connection: close` where it ends, in these very words.
    ///
    /// - Returns: Whether an old client waits to hear that its connection stays.
    mutating func readManners() -> Bool {
        let isOld = (version.major, version.minor) < (1, 1)
        let wishes = headers[canonicalForm: "connection"].map { $0.lowercased() }
        var ends = wishes.contains("close") || (isOld && !wishes.contains("keep-alive"))
        if isOld {
            // HTTP/1.0 need not name a host, cannot wait to be asked, and does not know chunks: where a body ends that
            // claims to have them, others on the way may see differently.
            if !headers.contains(name: "host") { headers.add(name: "host", value: "") }
            headers.remove(name: "expect")
            if headers.contains(name: "transfer-encoding") { ends = true }
        }
        if ends { headers.replaceOrAdd(name: "connection", value: "close") }
        return isOld && !ends
    }

    /// The request as the gate reads it.
    ///
    /// - Throws: The library's error when the method is no word.
    func request() throws -> HTTPRequest {
        // The library takes the path out of a whole URL, and looks for one in every path.
        guard uri.utf8.first == UInt8(ascii: "/") else {
            return try HTTPRequest(self, secure: false, splitCookie: false)
        }
        return HTTPRequest(
            method: try HTTPRequest.Method(method), scheme: "http", authority: headers.first(name: "host"), path: uri,
            headerFields: HTTPFields(headers, splitCookie: false))
    }
}

/// Sent down a connection when a body is about to be read whose sender waits to be asked (`Expect: 100-continue`).
struct BodyWanted: Sendable {}
