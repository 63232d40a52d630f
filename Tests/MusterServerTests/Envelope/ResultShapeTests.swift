import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.8, 1.9, D2, D7, D8.
@Suite("Results and refusals have the contract's shapes", .holds("1.8"))
struct ResultShapeTests {
    private static let unitNotFound =
        #"{"success":false,"error":"Unit not found [unit-not-found]","errorType":"unit-not-found","#
        + #""details":{"method":"livechat:removeUnit"}}"#
    private static let invalidUser =
        #"{"success":false,"error":"Invalid user [error-invalid-user]","errorType":"error-invalid-user","#
        + #""details":{"method":"livechat:addMonitor"}}"#
    private static let invalidSort =
        #"{"success":false,"error":"Invalid sort parameter provided: \"x\" [error-invalid-sort]","#
        + #""errorType":"error-invalid-sort","details":{"helperMethod":"parseJsonQuery"}}"#

    static let results = [
        Exchange(
            "GET livechat/units/nothing/departments", status: 200,
            gives: #"{"departments":[],"count":0,"offset":0,"total":0,"success":true}"#),
        Exchange("GET livechat/units/nothing/monitors", status: 200, gives: #"{"monitors":[],"success":true}"#),
        Exchange("GET livechat/units/nothing", status: 200, gives: "null"),
        Exchange(
            "POST livechat/monitors.delete", #"{"username":"monitorA"}"#, status: 200, gives: #"{"success":true}"#),
        Exchange("DELETE livechat/units/unit-a", status: 200, gives: "1"),
        Exchange("DELETE livechat/department/dep-4", status: 200, gives: #"{"success":true}"#),
        Exchange("POST users.delete", #"{"username":"agent"}"#, status: 200, gives: #"{"success":true}"#),
        Exchange(
            "GET logout", as: .manager, status: 200,
            gives: #"{"status":"success","data":{"message":"You've been logged out!"}}"#),
    ]

    static let refusals = [
        Exchange(
            "POST livechat/units", "{}",
            gives: #"{"success":false,"error":"Match error: Expected object, got undefined"}"#),
        Exchange("GET users.info?username=x", gives: #"{"success":false,"error":"User not found."}"#),
        Exchange("GET livechat/monitors/x", gives: #"{"success":false,"error":"invalid-user"}"#),
        Exchange("DELETE livechat/units/nothing", gives: unitNotFound),
        Exchange("POST livechat/monitors.create", #"{"username":"x"}"#, gives: invalidUser),
        Exchange("GET livechat/units?sort=x", gives: invalidSort),
        Exchange(
            "POST livechat/monitors.create", "{}",
            gives: #"{"success":false,"error":"must have required property 'username' [invalid-params]","#
                + #""errorType":"invalid-params"}"#),
        Exchange("GET me", as: .nobody, status: 401, gives: Refusal.notLoggedIn),
        Exchange("GET me", as: .stranger, status: 401, gives: Refusal.notLoggedIn),
        Exchange("GET me", as: .inactive, status: 401, gives: Refusal.notLoggedIn),
        Exchange(
            "GET livechat/units", as: .plain, status: 403,
            gives: #"{"success":false,"error":"User does not have the permissions required for this action "#
                + #"[error-unauthorized]"}"#),
    ]

    @Test(arguments: TestEngine.allCases)
    func `objects have success, numbers and null are bare`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for exchange in Self.results { try await server.expect(exchange) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `plain and typed refusals have their members and no others`(_ engine: TestEngine) async throws {
        try await expectRefused(engine, Self.refusals)
    }

    @Test(arguments: TestEngine.allCases)
    func `times are ISO 8601 in UTC with milliseconds`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let unit = try await server.fetch("GET", "livechat/units/unit-a")
            let user = try await server.fetch("GET", "users.info?username=plain").found("user")
            let department = try await server.fetch("GET", "livechat/department/dep-1").found("department")
            for time in [unit.found("_updatedAt"), user?.found("createdAt"), department?.found("_updatedAt")] {
                #expect(isWhole(time?.string ?? "", #"20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z"#))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `answers are compact JSON in UTF-8`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let unit = try await server.fetch("POST", "livechat/units", body: unitBody("é😀 \\u0001/\\\"\\\\"))
            let id = unit.found("_id")?.string ?? ""
            let answer = try await server.send("GET", "livechat/units/\(id)")
            #expect(answer.text.hasPrefix(#"{"name":"é😀 \u0001/\"\\","visibility":"public","type":"u","#))
            for path in ["livechat/units", "livechat/department", "users.list", "me", "/api/info"] {
                let answer = try await server.send("GET", path)
                #expect(answer.json?.text() == answer.text, "\(path)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what fails inside is a 500 that tells nothing of the inside`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run("ALTER TABLE unit_monitors RENAME TO gone")
            for (method, path) in [("GET", "livechat/units"), ("POST", "livechat/units"), ("HEAD", "livechat/units")] {
                let body = method == "POST" ? unitBody("n", monitors: [Who.monitorA.id]) : nil
                let answer = try await server.send(method, path, body: body)
                #expect(answer.status == 500)
                #expect(answer.header("content-type") == "application/json")
                guard method != "HEAD" else { continue }
                #expect(answer.text.hasPrefix(#"{"success":false,"error":"Internal error occured""#), "\(answer.text)")
                for word in ["unit_monitors", "SELECT", "INSERT", "relation", "table", ".swift"] {
                    #expect(!answer.text.contains(word), "\(answer.text)")
                }
            }
            #expect(try await server.world.number("SELECT count(*) FROM units") == 2)
            let other = try await server.send("GET", "me")
            #expect(other.status == 200)
        }
    }
}
