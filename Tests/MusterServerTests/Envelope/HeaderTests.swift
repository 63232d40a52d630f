import Facts
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.1, D11.
@Suite("Every answer carries the contract's headers", .holds("1.1"))
struct HeaderTests {
    /// One request for each way an answer can come about.
    static let requests: [(request: String, who: Who, body: String?, status: Int)] = [
        ("GET livechat/units", .admin, nil, 200), ("POST livechat/units", .admin, unitBody("n"), 200),
        ("DELETE livechat/units/unit-a", .admin, nil, 200), ("GET livechat/units/nothing", .admin, nil, 200),
        ("GET me", .admin, nil, 200), ("GET logout", .agent, nil, 200), ("GET /api/info", .nobody, nil, 200),
        ("GET /health/live", .nobody, nil, 200), ("GET /health/ready", .nobody, nil, 200),
        ("GET livechat/units.list", .admin, nil, 200), ("GET livechat/units?count=x", .admin, nil, 400),
        ("POST livechat/units", .admin, "{", 400), ("POST livechat/units", .admin, "{}", 400),
        ("POST users.create", .admin, "{}", 400), ("GET livechat/units", .nobody, nil, 401),
        ("GET livechat/units", .stranger, nil, 401), ("POST login", .nobody, "{}", 401),
        ("GET livechat/units", .plain, nil, 403), ("GET nothing", .nobody, nil, 404), ("GET /", .nobody, nil, 404),
        ("PUT me", .nobody, nil, 405), ("POST login", .nobody, String(repeating: " ", count: 100_000), 413),
    ]

    /// Those of 1.1, and what HTTP itself needs.
    static let always: [String: String] = [
        "content-type": "application/json", "cache-control": "no-store", "pragma": "no-cache",
        "x-xss-protection": "1", "x-content-type-options": "nosniff", "access-control-allow-origin": "*",
        "access-control-allow-headers": "Origin, X-Requested-With, Content-Type, Accept, X-User-Id, X-Auth-Token",
    ]

    @Test(arguments: TestEngine.allCases)
    func `each of them once, with exactly the contract's value`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            var instances: Set<String> = []
            for (request, who, body, status) in Self.requests {
                let parts = request.split(separator: " ").map(String.init)
                let answer = try await server.send(parts[0], parts[1], as: who, body: body)
                #expect(answer.status == status, "\(request): \(answer.text)")
                var found: [String: [String]] = [:]
                for (name, value) in answer.headers { found[name.lowercased(), default: []].append(value) }
                for (name, value) in Self.always { #expect(found[name] == [value], "\(request): \(name)") }
                #expect(found["content-length"] == ["\(answer.body.count)"], "\(request)")
                instances.formUnion(found["x-instance-id"] ?? ["(none)"])
            }
            #expect(instances.count == 1, "one server has one instance id")
            #expect(instances.allSatisfy { $0.count == 17 })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nothing else is told about the server`(_ engine: TestEngine) async throws {
        let known = Set(Self.always.keys).union(["content-length", "date", "x-instance-id"])
        try await TestServer.run(engine) { server in
            for (request, who, body, status) in Self.requests {
                let parts = request.split(separator: " ").map(String.init)
                let answer = try await server.send(parts[0], parts[1], as: who, body: body)
                var more = Set(answer.headers.map { $0.name.lowercased() }).subtracting(known)
                if request.contains("units.list") {
                    more.subtract(["x-deprecation-type", "x-deprecation-message", "x-deprecation-version"])
                }
                // D94, D95: `me` is long enough to be compressed for those who take that.
                if request.hasPrefix("GET"), status == 200 { #expect(more.remove("etag") != nil, "\(request)") }
                if request == "GET me" { #expect(more.remove("vary") != nil) }
                if status == 405 { #expect(more.remove("allow") != nil) }
                if status == 413 { #expect(more.remove("connection") != nil) }
                #expect(more == [], "\(request)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `each server has an instance id of its own`(_ engine: TestEngine) async throws {
        let found = Found()
        for _ in 0..<2 {
            try await TestServer.run(engine) { server in
                await found.add(try await server.send("GET", "/health/live").header("x-instance-id"))
            }
        }
        #expect(await Set(found.all).count == 2)
    }

    /// Collects what runs of a server show.
    private actor Found {
        private(set) var all: [String?] = []

        func add(_ text: String?) { all.append(text) }
    }
}
