import Facts
import MusterModel
import MusterTestSupport
import Testing

/// `--trusted-proxies` (D36).
@Suite("Only a proxy that is named is believed about the client's address", .programs)
struct TrustedProxyTests {
    /// One call more than an address has in a minute, the claims of each made of its number.
    private static func last(_ server: ServerProcess, _ claims: (Int) -> [(String, String)]) throws -> Int {
        var status = 0
        for number in 1...11 {
            status = try server.send("GET", "settings.public", claims(number)).status
            #expect(number == 11 || status == 200)
        }
        return status
    }

    @Test(.holds("D36.2")) func `nobody is by default, nor for the original's variable`() throws {
        let installation = try Installation()
        let server = try installation.serve(
            environment: ["HTTP_FORWARDED_COUNT": "1", "ADMIN_PASS": Installation.password])
        let status = try Self.last(server) { number in
            [("X-Real-IP", "10.0.0.\(number)"), ("X-Forwarded-For", "10.0.1.\(number)")]
        }
        #expect(status == 429)
    }

    @Test(.holds("D36.3")) func `another proxy is not`() throws {
        let installation = try Installation()
        let server = try installation.serve("--trusted-proxies", "10.0.0.1")
        #expect(try Self.last(server) { [("X-Real-IP", "10.0.0.\($0)")] } == 429)
    }

    @Test(.holds("D36.4"), arguments: ["127.0.0.1", "10.0.0.1, 127.0.0.1"])
    func `a named one is, its X-Real-IP before its X-Forwarded-For`(_ proxies: String) throws {
        let installation = try Installation()
        let server = try installation.serve("--trusted-proxies", proxies)
        #expect(try Self.last(server) { [("X-Real-IP", "10.0.1.\($0)")] } == 200)
        #expect(try Self.last(server) { _ in [("X-Real-IP", "10.0.2.1")] } == 429)
        #expect(try Self.last(server) { [("X-Forwarded-For", "10.0.3.\($0)")] } == 200)
        let both = try Self.last(server) { [("X-Real-IP", "10.0.4.1"), ("X-Forwarded-For", "10.0.4.\($0)")] }
        #expect(both == 429)
        let invented = try Self.last(server) { [("X-Forwarded-For", "10.0.5.\($0), 10.0.6.1")] }
        #expect(invented == 429, "what stands left of the nearest hop, anybody can write")
    }

    @Test(.holds("D36.5")) func `a named one is on a server of both address families`() throws {
        let installation = try Installation()
        let server = try installation.serve("--host", "::", "--trusted-proxies", "127.0.0.1")
        #expect(try Self.last(server) { [("X-Real-IP", "10.0.1.\($0)")] } == 200)
    }

    /// Claims of eleven addresses that are one client's.
    static let one: [(name: String, claim: @Sendable (Int) -> [(String, String)])] = [
        ("spellings of an address", { [("X-Real-IP", ["10.0.7.1", " 10.0.7.1", "::ffff:10.0.7.1"][$0 % 3])] }),
        ("ports of an address", { [("X-Real-IP", "10.0.7.2:\($0)")] }),
        ("hops with ports", { [("X-Forwarded-For", "10.0.7.3:\($0)")] }),
        ("addresses of a network", { [("X-Real-IP", "2001:db8:1:2::\($0)")] }),
        ("hops of a network", { [("X-Forwarded-For", "2001:db8:1:3:\($0)::1")] }),
        ("addresses of a network in brackets", { [("X-Real-IP", "[2001:DB8:1:4:\($0)::]:443")] }),
        ("what is no address", { [("X-Real-IP", "somebody \($0)")] }),
    ]

    @Test(.keepsAway("Muster 11.12")) func `what it says is one client, however it is spelled`() throws {
        for row in Self.one {
            let installation = try Installation()
            let server = try installation.serve("--trusted-proxies", "127.0.0.1")
            #expect(try Self.last(server, row.claim) == 429, "\(row.name)")
        }
        let installation = try Installation()
        let server = try installation.serve("--trusted-proxies", "127.0.0.1")
        #expect(try Self.last(server) { [("X-Real-IP", "2001:db8:1:\($0)::1")] } == 200, "networks count apart")
    }
}
