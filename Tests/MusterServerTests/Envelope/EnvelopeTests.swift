import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.1, 1.14, D2, D3, D10, D11.
@Suite("Every answer's envelope")
struct EnvelopeTests {
    @Test(arguments: ["/api/v1/livechat/units", "/api/v1/nothing", "/api/info", "/health/live"])
    func `the headers of the contract are on every answer`(_ path: String) async throws {
        try await TestServer.run(.sqlite) { server in
            let answer = try await server.send("GET", path)
            #expect(answer.header("content-type") == "application/json")
            #expect(answer.header("cache-control") == "no-store")
            #expect(answer.header("pragma") == "no-cache")
            #expect(answer.header("x-instance-id")?.count == 17)
            #expect(answer.header("x-content-type-options") == "nosniff")
            #expect(answer.header("x-xss-protection") == "1")
            #expect(answer.header("access-control-allow-origin") == "*")
            let head = try await server.send("HEAD", path)
            #expect(head.status == answer.status)
            #expect(head.body.isEmpty)
        }
    }

    static let unknown =
        #"{"success":false,"error":"API endpoint does not exist","status":"error","message":"API endpoint does not exist"}"#

    static let scenarios: [Scenario] = [
        Scenario("an unknown path is 404, before 401", "GET nothing", as: .nobody, status: 404, contains: [unknown]),
        Scenario("another method is 405, before 401", "PATCH me", as: .nobody, status: 405, contains: [unknown]),
        Scenario("403 comes before the body is read", "POST livechat/units", as: .plain, body: "{", status: 403),
        Scenario(
            "a path parameter is percent-decoded", "GET livechat/units/unit%2Da", status: 200, contains: ["Alpha"]),
    ]

    static let malformed = [
        "{", "[1", #""x"#, "{} x", #"{"a":"\ud800"}"#, "{'a':1}", #"{"a":01}"#, #"{"a":1,}"#, "nul", "\u{FEFF}{}",
        #"{"a":"# + "\"\u{1}\"}", String(repeating: "[", count: 100),
    ]

    @Test(arguments: scenarios)
    func `one fact a row`(_ scenario: Scenario) async throws {
        #expect(try await scenario.faults(.sqlite) == [])
    }

    @Test(arguments: malformed)
    func `what is no JSON is said to be none`(_ body: String) async throws {
        let scenario = Scenario(
            body, "POST livechat/units", body: body, status: 400,
            contains: [
                #"{"success":false,"error":"Malformed JSON body [error-invalid-json]","errorType":"error-invalid-json","details":{"#
            ])
        #expect(try await scenario.faults(.sqlite) == [])
    }

    @Test
    func `a known path names its methods`() async throws {
        try await TestServer.run(.sqlite) { server in
            let answer = try await server.send("PUT", "livechat/units", as: .nobody)
            #expect(answer.header("Allow") == "GET, POST, OPTIONS")
            let options = try await server.send("OPTIONS", "livechat/units", as: .nobody)
            #expect(options.status == 200 && options.body.isEmpty)
            let preflight = try await server.send(
                "OPTIONS", "livechat/units", as: .nobody, headers: [("Origin", "https://a.example")])
            #expect(preflight.status == 405)
            #expect(preflight.text == #"CORS not enabled. Go to "Admin > General > REST Api" to enable it."#)
            try await server.world.set("API_Enable_CORS", true)
            let allowed = try await server.send(
                "OPTIONS", "livechat/units", as: .nobody, headers: [("Origin", "https://a.example")])
            #expect(allowed.status == 200)
            #expect(allowed.header("Access-Control-Allow-Methods") == "GET, POST, PUT, DELETE, HEAD, PATCH")
        }
    }

    @Test
    func `a unit's answer is the golden one`() async throws {
        try await TestServer.run(.sqlite) { server in
            let answer = try await server.send("GET", "livechat/units/unit-a/departments")
            try GoldenFile("unit-departments").check(answer.text)
            let units = try await server.send("GET", "livechat/units")
            try GoldenFile("units").check(units.text)
            let me = try await server.send("GET", "me")
            try GoldenFile("me").check(me.text)
            let department = try await server.send("GET", "livechat/department/dep-1")
            try GoldenFile("department").check(department.text)
        }
    }
}
