import HTTPTypes
import NIOCore

/// Where a request comes from (D36).
struct ClientAddress: Sendable, Equatable {
    /// The address, spelled in the one way of `canonical`.
    let text: String
    /// What all limits count together: an IPv4 address, or the /64 of an IPv6 one, for that is what one customer has
    /// and may number as they like (D67).
    let counted: String

    /// An address in any spelling.
    init(_ text: String) {
        self.text = ClientAddress.canonical(text)
        counted = ClientAddress.network(of: self.text) ?? self.text
    }

    /// A connection's peer, as the socket knows it until it is gone.
    init(of channel: any Channel) { self.init(channel.remoteAddress?.ipAddress ?? "unknown") }

    /// The /64 of an IPv6 address in its one spelling; nil for others.
    private static func network(of text: String) -> String? {
        guard text.contains(":") else { return nil }
        let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
            .map { $0.split(separator: ":") }
        var groups = halves[0]
        // `::` stands for groups of zeros, as many as are missing; a dotted end is two groups.
        let after = halves.dropFirst().first ?? []
        let afterCount = after.count + (after.last?.contains(".") == true ? 1 : 0)
        groups += Array(repeating: "0", count: max(0, 8 - groups.count - afterCount)) + after
        return canonical(groups.prefix(4).joined(separator: ":") + "::") + "/64"
    }

    /// The socket's address, or what a trusted proxy says of it.
    static func of(_ headers: HTTPFields, socket: ClientAddress, trusting proxies: Set<String>) -> ClientAddress {
        guard proxies.contains(socket.text) else { return socket }
        if let real = hops(headers, .xRealIP).last.flatMap(ClientAddress.init(hop:)) { return real }
        // The nearest hop that is no proxy of ours: what stands further left, anybody can have written.
        let nearest = hops(headers, .xForwardedFor).last { hop in
            ClientAddress(hop: hop).map { !proxies.contains($0.text) } ?? true
        }
        return nearest.flatMap(ClientAddress.init(hop:)) ?? socket
    }

    /// One spelling an address: short, and an IPv4 address that reached a socket of both families as what it is.
    static func canonical(_ text: String) -> String {
        guard let address = try? SocketAddress(ipAddress: text, port: 0), let plain = address.ipAddress else {
            return text
        }
        let mapped = "::ffff:"
        return plain.hasPrefix(mapped) && plain.contains(".") ? String(plain.dropFirst(mapped.count)) : plain
    }
}

extension ClientAddress {
    /// What a proxy wrote: an address, perhaps with a port or a zone; nil for anything else.
    fileprivate init?(hop: String) {
        var text = Substring(hop)
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            text = text[text.index(after: text.startIndex)..<end]
        } else if text.contains("."), text.count(where: { $0 == ":" }) == 1 {
            text = text.prefix { $0 != ":" }
        }
        let address = String(text.prefix { $0 != "%" })
        guard (try? SocketAddress(ipAddress: address, port: 0)) != nil else { return nil }
        self.init(address)
    }

    /// The elements of a header that lists hops, the nearest last.
    private static func hops(_ headers: HTTPFields, _ name: HTTPField.Name) -> [String] {
        (headers[name] ?? "").split(separator: ",").map { hop in
            String(hop.filter { !$0.isWhitespace })
        }
        .filter { !$0.isEmpty }
    }
}
