import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// D3: 404 and 405, then 401, then 403, and only then what was sent.
@Suite("Checks come in the contract's order", .holds("1.9", "1.10"))
struct CheckOrderTests {
    static let broken = #"{"unitData": "#

    static let exchanges = [
        Exchange("POST nothing", as: .nobody, broken, status: 404, gives: Refusal.unknownEndpoint),
        Exchange("PUT livechat/units", as: .nobody, broken, status: 405, gives: Refusal.unknownEndpoint),
        Exchange("PATCH livechat/units/x", as: .plain, broken, status: 405, gives: Refusal.unknownEndpoint),
        Exchange("POST livechat/units", as: .nobody, broken, status: 401, gives: Refusal.notLoggedIn),
        Exchange("POST livechat/units", as: .stranger, broken, status: 401, gives: Refusal.notLoggedIn),
        Exchange("POST livechat/units", as: .inactive, broken, status: 401, gives: Refusal.notLoggedIn),
        Exchange("GET livechat/units?count=x&sort=x", as: .nobody, status: 401, gives: Refusal.notLoggedIn),
        Exchange("POST method.call/x", as: .nobody, broken, status: 401, gives: Refusal.notLoggedIn),
        Exchange("POST livechat/units", as: .plain, broken, status: 403, gives: Refusal.forbidden),
        Exchange("POST livechat/units", as: .plain, "{}", status: 403, gives: Refusal.forbidden),
        Exchange("POST livechat/units/unit-a", as: .monitorA, broken, status: 403, gives: Refusal.forbidden),
        Exchange("GET livechat/units?count=x&sort=x", as: .plain, status: 403, gives: Refusal.forbidden),
        Exchange("GET livechat/units.getOne", as: .plain, status: 403, gives: Refusal.forbidden),
        Exchange("GET livechat/department?fields=x", as: .plain, status: 403, gives: Refusal.forbidden),
        Exchange("POST livechat/department", as: .plain, "{}", status: 403, gives: Refusal.forbidden),
        Exchange("PUT livechat/department/x", as: .plain, "{}", status: 403, gives: Refusal.forbidden),
        Exchange("POST users.delete", as: .plain, "{}", status: 403, gives: Refusal.forbidden),
        Exchange("POST users.setActiveStatus", as: .plain, "{}", status: 403, gives: Refusal.forbidden),
        Exchange("POST livechat/monitors.create", as: .plain, "{}", status: 403, gives: Refusal.forbidden),
        // Refusals decided inside come after the shape.
        Exchange("POST users.create", as: .plain, "{}", gives: Refusal.missing("email")),
    ]

    @Test(.holds("4.1.2", "4.2.2", "5.1.12"), arguments: TestEngine.allCases)
    func `404, 405, 401, 403, 400`(_ engine: TestEngine) async throws {
        try await expectRefused(engine, Self.exchanges)
    }

    static let unread: [(request: String, who: Who, status: Int)] = [
        ("POST nothing", .admin, 404), ("PUT me", .admin, 405), ("POST livechat/units", .nobody, 401),
        ("POST livechat/units", .plain, 403), ("POST livechat/units", .admin, 413),
    ]

    @Test(arguments: TestEngine.allCases, unread)
    func `an answer that needs no body does not wait for one, and ends the connection`(
        _ engine: TestEngine, _ row: (request: String, who: Who, status: Int)
    ) async throws {
        try await TestServer.run(engine) { server in
            let parts = row.request.split(separator: " ")
            let who = server.headersOf(row.who).map { "\($0.0): \($0.1)\r\n" }.joined()
            let answer = try await offThread {
                let connection = try HTTPConnection(port: server.port)
                defer { connection.close() }
                let head =
                    "\(parts[0]) /api/v1/\(parts[1]) HTTP/1.1\r\nHost: x\r\n\(who)Content-Length: 99999999\r\n\r\n"
                // Not a byte of the body is ever sent.
                try connection.write(Array(head.utf8))
                let answer = try connection.readAnswer()
                return (answer, connection.isClosedByPeer(withinSeconds: 25))
            }
            #expect(answer.0.status == row.status, "\(answer.0.text)")
            #expect(answer.0.header("connection") == "close")
            #expect(answer.1, "the connection is closed")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who lacks the permission gets the same bytes whatever the id`(_ engine: TestEngine) async throws {
        let requests = [
            "GET livechat/units/*", "POST livechat/units/*", "DELETE livechat/units/*", "GET livechat/units/*/monitors",
            "GET livechat/units/*/departments", "GET livechat/units/*/departments/available",
            "GET livechat/department/*", "PUT livechat/department/*", "DELETE livechat/department/*",
            "GET livechat/monitors/*", "GET livechat/units.getOne?unitId=*", "GET livechat/monitors.getOne?username=*",
        ]
        let exchanges = requests.flatMap { request in
            ["unit-a", "dep-1", "monitorA", "nothing", "%00", "a%2Fb"].map { id in
                Exchange(request.replacing("*", with: id), as: .plain, status: 403, gives: Refusal.forbidden)
            }
        }
        try await expectRefused(engine, exchanges)
    }
}
