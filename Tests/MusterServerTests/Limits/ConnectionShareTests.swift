import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

@testable import MusterServer

/// A server with 40 places, of which an address may have 10; clients come from several addresses of this machine.
@Suite("One address leaves room for others")
struct ConnectionShareTests {
    private static func run(
        trusting proxies: Set<String> = [], _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        try await TestServer.run(
            on: World(.sqlite),
            configure: { options in
                options.connectionsMax = 40
                options.trustedProxies = proxies
            }, body)
    }

    private static func status(_ server: TestServer, from source: String) async throws -> Int {
        let port = server.port
        return try await offThread {
            let connection = try HTTPConnection(port: port, from: source, timeoutSeconds: 60)
            defer { connection.close() }
            return try connection.send("GET", "/health/live").status
        }
    }

    /// Whether so many of the clients are kept, soon and then for good.
    private static func settles(_ flood: Flood, at count: Int) async throws -> Bool {
        for _ in 0..<6000 where flood.open != count { try await Task.sleep(for: .milliseconds(10)) }
        return flood.open == count
    }

    /// What the clients of one address may have sent when others come.
    static let doings: [String: [UInt8]] = [
        "nothing": [], "half a header": Array("GET /health/live HTTP/1.1\r\nHost: x\r\n".utf8),
        "a request": Array("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".utf8),
        "half a header of an old client": Array("GET /health/live HTTP/1.0\r\n".utf8),
        "half a body": Array("POST /api/v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{".utf8),
        "requests for more than they read": Array(
            repeatElement(Array("GET /docs HTTP/1.1\r\nHost: x\r\n\r\n".utf8), count: 30).joined()),
        "half a word": Array("GE".utf8),
    ]

    @Test(.keepsAway("Muster 11.A2"), arguments: doings.keys.sorted())
    func `an address gets its share and no more, whatever it does with it`(_ doing: String) async throws {
        try await Self.run { server async throws in
            let flood = await Flood(10, port: server.port)
            flood.send(try #require(Self.doings[doing]))
            let more = await Flood(10, port: server.port)
            #expect(try await Self.settles(more, at: 0))
            for _ in 0..<3 { #expect(try await Self.status(server, from: "127.0.0.2") == 200) }
            flood.close()
        }
    }

    @Test func `a place is free again when its connection ends`() async throws {
        try await Self.run { server async throws in
            for _ in 0..<3 {
                let flood = await Flood(14, port: server.port)
                #expect(try await Self.settles(flood, at: 10))
                flood.close()
                var status: Int?
                for _ in 0..<100 where status != 200 {
                    status = try? await Self.status(server, from: "127.0.0.1")
                    if status != 200 { try await Task.sleep(for: .milliseconds(10)) }
                }
                #expect(status == 200)
            }
        }
    }

    @Test(.keepsAway("Muster 11.A2")) func `when there is no place left, who holds most loses what has waited longest`()
        async throws
    {
        try await Self.run { server async throws in
            let few = await Flood(9, port: server.port, from: "127.0.0.2")
            let older = await Flood(5, port: server.port, from: "127.0.0.3")
            let newer = await Flood(5, port: server.port, from: "127.0.0.3")
            let others = await Flood(9, port: server.port, from: "127.0.0.4")
            let last = await Flood(9, port: server.port, from: "127.0.0.5")
            #expect(few.open + older.open + newer.open + others.open + last.open == 37)
            // A used connection has not waited since it was opened.
            older.send(Array("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
            try await Task.sleep(for: .milliseconds(100))
            for source in 6...8 { #expect(try await Self.status(server, from: "127.0.0.\(source)") == 200) }
            let fresh = await Flood(4, port: server.port, from: "127.0.0.9")
            for source in 6...8 { #expect(try await Self.status(server, from: "127.0.0.\(source)") == 200) }
            #expect(fresh.open == 4)
            #expect(older.open == 5, "they were used later")
            #expect(newer.open < 5)
        }
    }

    @Test(.keepsAway("Muster 11.A2")) func `full of many addresses, it still serves the next`() async throws {
        try await Self.run { server async throws in
            var floods: [Flood] = []
            for source in 10..<26 { floods.append(await Flood(5, port: server.port, from: "127.0.0.\(source)")) }
            for source in 30..<40 { #expect(try await Self.status(server, from: "127.0.0.\(source)") == 200) }
            #expect(floods.reduce(0) { $0 + $1.open } < 40)
        }
    }

    @Test(.keepsAway("Muster 11.A2")) func `what is worked on is not what makes room`() async throws {
        try await Self.run { server async throws in
            let half = Array("POST /api/v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{".utf8)
            let busy = await Flood(10, port: server.port, from: "127.0.0.2")
            busy.send(half)
            // By the time that others were answered, so much has arrived.
            for _ in 0..<5 { #expect(try await Self.status(server, from: "127.0.0.50") == 200) }
            var idle: [Flood] = []
            for source in 3..<10 { idle.append(await Flood(5, port: server.port, from: "127.0.0.\(source)")) }
            for source in 30..<40 { #expect(try await Self.status(server, from: "127.0.0.\(source)") == 200) }
            #expect(busy.open == 10)
            #expect(idle.reduce(0) { $0 + $1.open } < 30)
        }
    }

    @Test(.keepsAway("Muster 11.A2")) func `a trusted proxy may hold more, and keeps it when there is no place left`()
        async throws
    {
        try await Self.run(trusting: ["127.0.0.2"]) { server async throws in
            let proxied = await Flood(25, port: server.port, from: "127.0.0.2")
            #expect(try await Self.settles(proxied, at: 25))
            var others: [Flood] = []
            for source in 3..<9 { others.append(await Flood(5, port: server.port, from: "127.0.0.\(source)")) }
            for source in 30..<40 { #expect(try await Self.status(server, from: "127.0.0.\(source)") == 200) }
            #expect(proxied.open == 25)
        }
    }

    @Test(
        .keepsAway("Muster 11.A2"),
        arguments: [
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true),
            ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
            ("fe80::1", "fe80::abcd", true), ("::1", "::2", true), ("10.0.0.1", "10.0.0.2", false),
            ("::ffff:10.0.0.1", "10.0.0.1", true), ("::ffff:10.0.0.1", "::ffff:10.0.0.2", false),
            ("unknown", "unknown", true),
        ])
    func `an IPv6 client is its network of 64 bits`(_ left: String, _ right: String, _ isSame: Bool) {
        let networks = [left, right].map { ClientAddress($0).counted }
        #expect((networks[0] == networks[1]) == isSame, "\(networks)")
    }
}
