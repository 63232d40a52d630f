import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// The methods of contract 3.4 through `method.call` (1.16).
@Suite("Methods do what their endpoints do", .holds("1.16"))
struct MethodTests {
    /// Calls a method and returns the object inside `message`.
    private static func call(
        _ server: TestServer, _ method: String, _ params: JSON, as who: Who = .admin, id: JSON = "1"
    ) async throws -> JSONObject {
        let inner: JSON = ["msg": "method", "id": id, "method": .string(method), "params": params]
        let body: JSON = ["message": .string(inner.text())]
        let answer = try await server.send("POST", "method.call/anything", as: who, body: body.text())
        #expect(answer.status == 200)
        let message = answer.json?.object?["message"]?.string ?? ""
        return try JSON(parsing: message.utf8).object ?? [:]
    }

    private static let data: JSON = ["name": "M", "visibility": "public"]

    @Test(arguments: TestEngine.allCases)
    func `saveUnit creates, updates, and dates are milliseconds`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let params: JSON = [.null, Self.data, [], [["departmentId": "dep-4"]]]
            let made = try await Self.call(server, "livechat:saveUnit", params, id: 7)
            #expect(made["id"] == "7")
            let unit = made["result"]?.object
            #expect(unit?["numDepartments"] == 1)
            #expect(unit?["_updatedAt"]?.object?["$date"]?.number != nil)
            let id = unit?["_id"] ?? .null
            let updated = try await Self.call(server, "livechat:saveUnit", [id, Self.data, [], []])
            #expect(updated["result"]?.object?["numDepartments"] == 0)
            #expect(try await Self.call(server, "livechat:removeUnit", [id])["result"] == true)
        }
    }

    @Test(.holds("D14.1"), arguments: TestEngine.allCases)
    func `errors come with status 200 inside the message`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let unknown = try await Self.call(server, "livechat:nothing", [])["error"]?.object
            #expect(unknown?["error"] == 404)
            #expect(unknown?["reason"] == "Method 'livechat:nothing' not found")
            let missing = try await Self.call(server, "livechat:saveUnit", ["x", Self.data, [], []])["error"]?.object
            #expect(missing?["error"] == "error-unit-not-found")
            #expect(missing?["errorType"] == "Meteor.Error")
            let match = try await Self.call(server, "livechat:saveUnit", [.null, ["name": 5], [], []])["error"]?.object
            #expect(match?["errorType"] == "Match.Error")
            #expect(match?["sanitizedError"]?.object?["message"] == "Match failed [400]")
            let refused = try await Self.call(server, "livechat:removeUnit", ["unit-a"], as: .plain)["error"]?.object
            #expect(refused?["error"] == "error-not-allowed")
            #expect(refused?["details"] == ["method": "livechat:removeUnit"])
            #expect(try await server.world.events() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `monitors, units of the caller, departments and agents`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let added = try await Self.call(server, "livechat:addMonitor", ["plain"])
            #expect(added["result"] == ["_id": "id-plain", "username": "plain"])
            #expect(try await Self.call(server, "livechat:removeMonitor", ["plain"])["result"] == true)
            #expect(try await Self.call(server, "livechat:removeMonitor", ["plain"])["result"] == true)
            let invalid = try await Self.call(server, "livechat:addMonitor", [""])["error"]?.object
            #expect(invalid?["details"] == ["method": "livechat:addMonitor"])
            #expect(try await Self.call(server, "livechat:getUnitsFromUser", [], as: .monitorA)["result"] == ["unit-a"])
            #expect(try await Self.call(server, "livechat:getUnitsFromUser", [])["result"] == nil)
            let fields: JSON = [
                "name": "D", "email": "d", "enabled": true, "showOnRegistration": true, "showOnOfflineForm": true,
            ]
            let saved = try await Self.call(
                server, "livechat:saveDepartment", [.null, fields, [], ["_id": "unit-a"]])
            #expect(saved["result"]?.object?["parentId"] == "unit-a")
            let bad = try await Self.call(
                server, "livechat:saveDepartment", [.null, fields, [], ["_id": .null]])["error"]?.object
            #expect(bad?["error"] == "error-invalid-department-unit")
            #expect(
                try await Self.call(server, "livechat:saveAgentInfo", ["id-agent", [:], ["dep-4"]])["result"] == true)
            let noAgent = try await Self.call(server, "livechat:saveAgentInfo", ["id-plain", [:], []])["error"]?.object
            #expect(noAgent?["error"] == "error-user-is-not-agent")
        }
    }

    @Test(
        arguments: [
            ("{}", "must have required property 'message' [invalid-params]"),
            (#"{"message":"{}","x":1}"#, "must NOT have additional properties [invalid-params]"),
            (#"{"message":"{}"}"#, "Invalid method call"),
            (#"{"message":"{"}"#, "The message is not JSON"),
        ])
    func `a message of another shape is refused`(_ row: (body: String, problem: String)) async throws {
        let scenario = Scenario(row.problem, "POST method.call/x", body: row.body, status: 400, contains: [row.problem])
        #expect(try await scenario.faults(.sqlite) == [])
    }
}
