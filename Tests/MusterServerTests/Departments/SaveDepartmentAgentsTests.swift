import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 4.4: `POST livechat/department/:_id/agents`.
@Suite("Agents are put into departments", .holds("4.4"))
struct SaveDepartmentAgentsTests {
    private static let good = #"{"upsert":[{"agentId":"id-plain","username":"plain"}],"remove":[]}"#

    static func upsert(_ element: String) -> String { #"{"upsert":[\#(element)],"remove":[]}"# }
    private static func remove(_ element: String) -> String { #"{"upsert":[],"remove":[\#(element)]}"# }
    private static func agent(_ more: String) -> String {
        upsert(#"{"agentId":"id-plain","username":"plain",\#(more)}"#)
    }

    private static let shapes: [(body: String, problem: String)] = [
        ("[]", "Missing key 'upsert'"), (#"{"upsert":{},"remove":[]}"#, "Expected Array in field upsert"),
        (#"{"upsert":"x","remove":[]}"#, "Expected Array in field upsert"),
        (#"{"upsert":null,"remove":[]}"#, "Expected Array in field upsert"),
        (#"{"upsert":[],"remove":{}}"#, "Expected Array in field remove"),
        (upsert(#""x""#), "Expected object, got string in field upsert[0]"),
        (upsert("null"), "Expected object, got null in field upsert[0]"),
        (upsert("5"), "Expected object, got number in field upsert[0]"),
        (remove(#""x""#), "Expected object, got string in field remove[0]"),
        (remove("null"), "Expected object, got null in field remove[0]"),
    ]
    private static let members: [(body: String, problem: String)] = [
        (upsert(#"{"username":"plain"}"#), "Missing key 'agentId' in field upsert[0]"),
        (
            upsert(#"{"agentId":5,"username":"x"}"#),
            "Expected string, got number in field upsert[0].agentId"
        ),
        (
            upsert(#"{"agentId":null,"username":"x"}"#),
            "Expected string, got null in field upsert[0].agentId"
        ),
        (
            upsert(#"{"agentId":"id-plain","username":null}"#),
            "Expected string, got null in field upsert[0].username"
        ),
        (
            upsert(#"{"agentId":"id-plain","username":"plain"},{"agentId":"id-admin"}"#),
            "Missing key 'username' in field upsert[1]"
        ),
        (remove(#"{"agentId":true}"#), "Expected string, got boolean in field remove[0].agentId"),
        (remove(#"{"agentId":"id-agent"},{"username":"agent"}"#), "Missing key 'agentId' in field remove[1]"),
        (#"{"upsert":[{}],"remove":[{}]}"#, "Missing key 'agentId' in field upsert[0]"),
    ]

    @Test(.holds("4.4.81", "4.4.82", "4.4.86", "4.4.88", "4.4.90"), arguments: TestEngine.allCases)
    func `the shape is refused before the department is looked for, and nothing is changed`(
        _ engine: TestEngine
    ) async throws {
        let rows = Self.shapes + Self.members
        try await expectRefused(
            engine,
            rows.flatMap { row in
                ["dep-1", "none"].map {
                    Exchange("POST livechat/department/\($0)/agents", row.body, gives: Refusal.match(row.problem))
                }
            })
    }

    @Test(.holds("4.4.83"), arguments: TestEngine.allCases)
    func `an element that is a list is no plain object`(_ engine: TestEngine) async throws {
        try await expectRefused(
            engine,
            [(Self.upsert("[]"), "upsert[0]"), (Self.remove("[]"), "remove[0]")].map { body, place in
                Exchange(
                    "POST livechat/department/dep-1/agents", body,
                    gives: Refusal.match("Expected plain object in field \(place)"))
            })
    }

    @Test(.holds("4.4.89"), arguments: TestEngine.allCases, ["count", "order"])
    func `count and order are whole numbers of 32 bits`(_ engine: TestEngine, _ name: String) async throws {
        let wrong = [#""1""#, "1.5", "2147483648", "-2147483649", "true", "[]", "{}"]
        let problem = "Failed Match.OneOf, Match.Maybe or Match.Optional validation in field upsert[0].\(name)"
        try await expectRefused(
            engine,
            wrong.map {
                Exchange(
                    "POST livechat/department/dep-1/agents", Self.agent(#""\#(name)":\#($0)"#),
                    gives: Refusal.match(problem))
            })
        try await TestServer.run(engine) { server in
            for value in [-2_147_483_648, 2_147_483_647] {
                let body = Self.agent(#""\#(name)":\#(value)"#)
                _ = try await server.fetch("POST", "livechat/department/dep-4/agents", body: body)
                let links = try await server.fetch("GET", "livechat/department/dep-4/agents").found("agents")
                #expect(links?.array?.first?.found(name) == .int(value))
            }
        }
    }

    @Test(.holds("4.4.76", "4.4.92"), arguments: TestEngine.allCases)
    func `a unit has no agents and gets none`(_ engine: TestEngine) async throws {
        let unknown = Refusal.typed("Department not found", "error-department-not-found")
        try await expectRefused(
            engine,
            ["none", "unit-a"].flatMap { id in
                [
                    Exchange("POST livechat/department/\(id)/agents", Self.good, gives: unknown),
                    Exchange(
                        "GET livechat/department/\(id)/agents", status: 200,
                        gives: #"{"agents":[],"count":0,"offset":0,"total":0,"success":true}"#),
                ]
            })
    }
}
