import HTTPTypes
import Hummingbird
import NIOCore

/// Where a request comes from (D36).
enum ClientAddress {
    /// The socket's address, or what a trusted proxy says of it.
    static func of(_ request: Request, _ channel: any Channel, trusting proxies: Set<String>) -> String {
        let socket = canonical(channel.remoteAddress?.ipAddress ?? "unknown")
        guard proxies.contains(socket) else { return socket }
        if let real = request.headers[name("X-Real-IP")], !real.isEmpty { return real }
        // The nearest hop that is no proxy of ours: what stands further left, anybody can have written.
        let hops = (request.headers[name("X-Forwarded-For")] ?? "").split(separator: ",").map { hop in
            String(hop.filter { !$0.isWhitespace })
        }
        return hops.last { !proxies.contains(canonical($0)) } ?? socket
    }

    /// One spelling an address: short, and an IPv4 address that reached a socket of both families as what it is.
    static func canonical(_ text: String) -> String {
        guard let address = try? SocketAddress(ipAddress: text, port: 0), let plain = address.ipAddress else {
            return text
        }
        let mapped = "::ffff:"
        return plain.hasPrefix(mapped) && plain.contains(".") ? String(plain.dropFirst(mapped.count)) : plain
    }

    private static func name(_ text: String) -> HTTPField.Name { HTTPField.Name(text) ?? .from }
}
