import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Issue 11, fault 1.
@Suite("An offer to speak another protocol is ignored, and the connection goes on")
struct UpgradeOfferTests {
    static let protocols = ["h2c", "websocket", "TLS/1.0", "HTTP/2.0, SHTTP/1.3", "H2C", "nonsense", ""]

    static let offers: [[String]] =
        [["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"]]
        + protocols.map { ["Connection: Upgrade", "Upgrade: \($0)"] } + [
            ["UPGRADE: h2c", "CONNECTION: UPGRADE"], ["Upgrade: h2c"], ["Connection: upgrade"],
            ["Connection: keep-alive", "Connection: Upgrade", "Upgrade: h2c", "Upgrade: websocket"],
            ["connection:\tkeep-alive ,\tUpgrade\t", "upgrade:\th2c\t"],
        ]

    private static let unit = unitBody("n")
    private static let chunks = "\(String(unit.utf8.count, radix: 16))\r\n\(unit)\r\n0\r\nX-Trailer: x\r\n\r\n"

    /// The requests that carry an offer: any method, with and without a body.
    static let requests: [(lines: [String], body: String, status: Int, text: String)] = [
        (["GET /api/info HTTP/1.1"], "", 200, #""version""#), (["HEAD /api/info HTTP/1.1"], "", 200, ""),
        (["OPTIONS /api/v1/me HTTP/1.1"], "", 200, ""),
        (["DELETE /api/v1/livechat/units/x HTTP/1.1"], "", 400, "not-found"),
        (["PUT /api/v1/me HTTP/1.1", "Content-Length: 0"], "", 405, ""), (["GET /nothing HTTP/1.1"], "", 404, ""),
        (["POST /api/v1/livechat/units HTTP/1.1", "Content-Length: \(unit.utf8.count)"], unit, 200, #""name":"n""#),
        (["POST /api/v1/livechat/units HTTP/1.1", "Transfer-Encoding: chunked"], chunks, 200, #""name":"n""#),
        (["POST /api/v1/livechat/units HTTP/1.1", "Content-Length: 0"], "", 400, "Match error"),
        (["GET /api/info HTTP/1.0", "Connection: keep-alive"], "", 200, #""version""#),
    ]

    @Test(.keepsAway("Muster 11.1"), arguments: TestEngine.allCases)
    func `any protocol, with any method, with a body or without`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (place, offer) in Self.offers.enumerated() {
                // Every request carries the first, and two of them carry every other.
                for request in place == 0 ? Self.requests : [Self.requests[0], Self.requests[6]] {
                    let oddity = Oddity(
                        "\(request.lines) \(offer)", request.lines + [Oddity.host] + Oddity.admin + offer,
                        body: request.body, request.status, request.text)
                    try await oddity.play(server)
                }
            }
        }
    }

    @Test(.keepsAway("Muster 11.1"), arguments: TestEngine.allCases)
    func `every request of a connection may carry one`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let offer = server.head("GET livechat/units/unit-a", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c")
            let names = try await server.withConnection { connection in
                try connection.write(Array(repeatElement(offer, count: 50).joined()))
                return try (0..<50).map { _ in try connection.readAnswer().json?.found("name") }
            }
            #expect(names == Array(repeating: "Alpha", count: 50))
        }
    }

    @Test(.keepsAway("Muster 11.1"), arguments: TestEngine.allCases)
    func `a tunnel is refused, and its connection ends`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for lines in [
                "CONNECT x:443 HTTP/1.1\r\nHost: x:443", "CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\nContent-Length: 5",
                "CONNECT /api/info HTTP/1.1\r\nHost: x", "CONNECT x:443 HTTP/1.0",
                "CONNECT [::1]:80 HTTP/1.1\r\nHost: x",
                "CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\nConnection: Upgrade\r\nUpgrade: websocket",
            ] {
                let (answer, isClosed) = try await server.withConnection { connection in
                    try connection.write(Array("\(lines)\r\n\r\n".utf8))
                    return (try connection.readAnswer(), connection.isClosedByPeer(withinSeconds: 25))
                }
                #expect(answer.status == 405 && answer.text == Refusal.unknownEndpoint, "\(lines): \(answer.text)")
                #expect(answer.header("connection") == "close" && isClosed, "\(lines)")
            }
        }
    }
}
