import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Requests that could be taken for another one than was meant, or that would hold up everybody else.
@Suite("What a request means is not guessed, and what it costs has a bound")
struct MeaningTests {
    static let guesses: [Scenario] = [
        Scenario(
            "a status is set for nobody whose id is no text", "POST users.setStatus",
            body: #"{"status":"busy","userId":5}"#, status: 400,
            contains: [#""error":"Match error: Expected string, got number in field userId""#]),
        Scenario(
            "nobody is deleted in the place of one whose id is no text", "POST users.delete",
            body: #"{"userId":[],"user":"plain"}"#, status: 400,
            contains: [#""error":"Match error: Expected string, got object in field userId""#]),
        Scenario(
            "null names nobody", "POST users.delete", body: #"{"userId":null,"user":"plain"}"#, status: 200,
            contains: [#"{"success":true}"#], events: ["user.deleted"]),
        Scenario(
            "an empty room is no room", "POST roles.addUserToRole",
            body: #"{"username":"plain","roleId":"bot","roomId":""}"#, status: 200, events: ["user.roles-changed"]),
        Scenario(
            "nobody is logged out by mistake for more members", "POST users.logout",
            body: #"{"userId":"id-plain","more":1}"#, status: 200,
            contains: [#"{"message":"User id-plain has been logged out!","success":true}"#],
            events: ["user.logged-out"]),
        Scenario(
            "a user without roles gets the default ones", "POST users.create",
            body: #"{"username":"new","name":"New","email":"new@example.com","password":"p","roles":[]}"#, status: 200,
            contains: [#""roles":["user"]"#], events: ["user.created"]),
        Scenario(
            "a mark over an encoded sign does not hide it", "POST users.update",
            body: "{\"userId\":\"id-plain\",\"data\":{\"name\":\"%3c\u{301}b\"}}", status: 400,
            contains: [#"{"success":false,"error":"Name contains invalid characters"}"#]),
        Scenario(
            "an id that only looks like one's own is another's", "POST users.setPreferences", as: .plain,
            body: "{\"userId\":\"id-plai\u{6E}\u{301}\",\"data\":{\"useEmojis\":false}}", status: 400,
            contains: ["error-action-not-allowed"]),
        Scenario(
            "one of two admins may be shut out and lose the role at once", "POST users.update",
            body: #"{"userId":"id-guest","data":{"roles":["guest"],"active":false}}"#, status: 200,
            contains: [#""active":false"#], events: ["user.roles-changed", "user.active-changed"]),
    ]

    static let bounds: [Scenario] = [
        Scenario(
            "a role that is named again and again is given once", "POST users.update",
            body: #"{"userId":"id-plain","data":{"roles":["user"\#(String(repeating: #","bot""#, count: 20_000))]}}"#,
            status: 200, contains: [#""roles":["user","bot"]"#], events: ["user.roles-changed"]),
        Scenario(
            "custom fields have a size", "POST users.updateOwnBasicInfo", as: .plain,
            body: #"{"data":{},"customFields":{"x":"\#(String(repeating: "x", count: 70_000))"}}"#, status: 400,
            contains: ["error-invalid-params"]),
        Scenario(
            "a department has so many members", "PUT livechat/department/dep-1",
            body: #"{"department":{\#((0..<501).map { "\"m\($0)\":1," }.joined())"name":"x"}}"#, status: 400,
            contains: ["error-invalid-params"]),
    ]

    @Test(arguments: TestEngine.allCases, guesses + bounds)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(
        arguments: TestEngine.allCases,
        [
            ("[\"id-agent\"]", "Expected object, got undefined"),
            ("[\"id-agent\",5,[]]", "Expected object, got number"),
            ("[\"id-agent\",{}]", "Expected array, got undefined"), ("[\"id-agent\",{},{}]", "Expected array, got {}"),
            ("[\"id-agent\",{},[\"dep-1\",5]]", "Expected string, got number in field [1]"),
        ])
    func `an agent whose data or departments are not sent keeps theirs`(
        _ engine: TestEngine, _ row: (params: String, problem: String)
    ) async throws {
        try await TestServer.run(engine) { server in
            let before = try await server.snapshot()
            let reply = try await server.call("livechat:saveAgentInfo", row.params)
            #expect(reply.found("error", "message") == .string("Match error: " + row.problem))
            #expect(try await server.snapshot() == before)
        }
    }

    @Test(arguments: TestEngine.allCases, ["1.5", "3000000000", "\"x\"", "[]"])
    func `a place in a department that is no whole number is refused, and nothing is saved`(
        _ engine: TestEngine, _ number: String
    ) async throws {
        try await TestServer.run(engine) { server in
            let before = try await server.snapshot()
            for member in ["count", "order"] {
                let agents = try JSON(parsing: #"[{"agentId":"id-plain","\#(member)":\#(number)}]"#.utf8)
                let answer = try await server.send(
                    "PUT", "livechat/department/dep-1", body: DepartmentBody.text(agents: agents))
                #expect(answer.status == 400)
                #expect(
                    answer.json?.found("error")?.string
                        == "Match error: Failed Match.OneOf, Match.Maybe or Match.Optional validation in field upsert[0].\(member)"
                )
            }
            #expect(try await server.snapshot() == before)
        }
    }
}
