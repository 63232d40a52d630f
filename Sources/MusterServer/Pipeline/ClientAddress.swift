import HTTPTypes
import Hummingbird
import NIOCore

/// Where a request comes from (D36).
enum ClientAddress {
    /// The socket's address, or what a trusted proxy says of it.
    static func of(_ request: Request, _ channel: any Channel, trusting proxies: Set<String>) -> String {
        let socket = channel.remoteAddress?.ipAddress ?? "unknown"
        guard proxies.contains(socket) else { return socket }
        if let real = request.headers[name("X-Real-IP")], !real.isEmpty { return real }
        // The nearest hop that is no proxy of ours: what stands further left, anybody can have written.
        let hops = (request.headers[name("X-Forwarded-For")] ?? "").split(separator: ",").map { hop in
            String(hop.filter { !$0.isWhitespace })
        }
        return hops.last { !proxies.contains($0) } ?? socket
    }

    private static func name(_ text: String) -> HTTPField.Name { HTTPField.Name(text) ?? .from }
}
