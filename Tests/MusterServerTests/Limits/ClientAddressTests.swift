import Facts
import HTTPTypes
import MusterModel
@testable import MusterServer
import Testing

/// D36, D67: whose request it is.
@Suite("A client has one address, however it is spelled")
struct ClientAddressTests {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1", "192.0.2.1"),
        ("::FFFF:c000:0201", "192.0.2.1", "192.0.2.1"),
        ("2001:DB8:0:0:0:0:0:1", "2001:db8::1", "2001:db8::/64"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("::1", "::1", "::/64"),
        ("unknown", "unknown", "unknown"),
    ])
    func `a spelling and a network`(_ given: String, _ text: String, _ counted: String) {
        let address = ClientAddress(given)
        #expect(address.text == text)
        #expect(address.counted == counted)
    }

    private static func address(
        _ headers: [(String, String)], from socket: String = "10.0.0.1", trusting proxies: Set<String> = ["10.0.0.1"]
    ) throws -> String {
        var fields = HTTPFields()
        for (name, value) in headers { fields.append(HTTPField(name: try #require(.init(name)), value: value)) }
        return ClientAddress.of(fields, socket: ClientAddress(socket), trusting: proxies).text
    }

    private static let real = "X-Real-IP"
    private static let forwarded = "X-Forwarded-For"

    static let claims: [(name: String, headers: [(String, String)], address: String)] = [
        ("an address", [(real, "192.0.2.7")], "192.0.2.7"),
        ("spaces around it", [(real, "  192.0.2.7 ")], "192.0.2.7"),
        ("a port behind it", [(real, "192.0.2.7:51234")], "192.0.2.7"),
        ("of both families", [(real, "::ffff:192.0.2.7")], "192.0.2.7"),
        ("an address of IPv6 in capitals", [(real, "2001:DB8:0::7")], "2001:db8::7"),
        ("in brackets, with a port", [(real, "[2001:db8::7]:443")], "2001:db8::7"),
        ("with a zone", [(real, "fe80::7%eth0")], "fe80::7"),
        ("twice, the nearest last", [(real, "192.0.2.1"), (real, "192.0.2.7")], "192.0.2.7"),
        ("no address", [(real, "somebody")], "10.0.0.1"),
        ("no address, but there are hops", [(real, "somebody"), (forwarded, "192.0.2.8")], "192.0.2.8"),
        ("very long", [(real, String(repeating: "1", count: 5000))], "10.0.0.1"),
        ("empty", [(real, "")], "10.0.0.1"),
        ("a number out of bounds", [(real, "192.0.2.700")], "10.0.0.1"),
        ("the nearest hop that is no proxy", [(forwarded, "192.0.2.1, 192.0.2.9, 10.0.0.1")], "192.0.2.9"),
        ("hops with ports", [(forwarded, "192.0.2.1, 192.0.2.9:80, 10.0.0.1:80")], "192.0.2.9"),
        ("a nearest hop that hides itself", [(forwarded, "192.0.2.1, unknown")], "10.0.0.1"),
        ("proxies alone", [(forwarded, "10.0.0.1, 10.0.0.1")], "10.0.0.1"),
    ]

    @Test(.keepsAway("Muster 11.12"), arguments: claims)
    func `what a trusted proxy says is read as an address, or not at all`(
        _ row: (name: String, headers: [(String, String)], address: String)
    ) throws {
        #expect(try Self.address(row.headers) == row.address, "\(row.name)")
        #expect(try Self.address(row.headers, from: "10.0.0.2") == "10.0.0.2", "nobody else is believed")
    }
}
