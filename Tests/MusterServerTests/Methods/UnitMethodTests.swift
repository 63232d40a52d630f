import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `livechat:saveUnit`, `removeUnit`, `getUnitsFromUser`: contract section 3.4.
@Suite("The methods about units do what the routes do", .holds("3.4"))
struct UnitMethodTests {
    private static let data = #"{"name":"By method","visibility":"private","enabled":true}"#

    @Test(.holds("3.4.10", "3.4.12", "D14.2"), arguments: TestEngine.allCases, ["null", #""""#])
    func `saveUnit without an id makes a unit, its date a $date`(_ engine: TestEngine, _ id: String) async throws {
        let monitors = #"[{"monitorId":"id-monitorA","username":"x"},{"monitorId":"id-plain","username":"x"}]"#
        let departments = #"[{"departmentId":"dep-1"},{"departmentId":"dep-4"},{"departmentId":"unknown"}]"#
        try await TestServer.run(engine) { server in
            let reply = try await server.call("livechat:saveUnit", "[\(id),\(Self.data),\(monitors),\(departments)]")
            let unit = try #require(reply.found("result"))
            #expect(
                unit.object?.keys == [
                    "name", "visibility", "type", "numMonitors", "numDepartments", "_updatedAt", "_id",
                ])
            #expect(unit.found("name") == "By method")
            #expect(unit.found("visibility") == "private")
            #expect(unit.found("type") == "u")
            #expect(unit.found("numMonitors") == 1)
            #expect(unit.found("numDepartments") == 2)
            #expect(unit.found("_updatedAt")?.object?.keys == ["$date"])
            let made = try #require(unit.found("_id")?.string)
            #expect(isNewID(made))
            let read = try await server.fetch("GET", "livechat/units/\(made)")
            let milliseconds = try #require(unit.found("_updatedAt", "$date")?.number)
            #expect(read.found("_updatedAt") == .string(Timestamp(milliseconds: Int64(milliseconds)).iso8601))
            #expect(try await server.members(ofUnit: made) == UnitMembers(["monitorA"], ["dep-1", "dep-4"]))
            #expect(try await server.members(ofUnit: "unit-a").departments == ["dep-2"])
        }
    }

    @Test(.holds("3.4.11"), arguments: TestEngine.allCases)
    func `saveUnit with an id replaces the unit`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let reply = try await server.call(
                "livechat:saveUnit", #"["unit-a",\#(Self.data),[],[{"departmentId":"dep-4"}]]"#)
            #expect(reply.found("result", "_id") == "unit-a")
            #expect(reply.found("result", "name") == "By method")
            #expect(reply.found("result", "numMonitors") == 0)
            #expect(reply.found("result", "numDepartments") == 1)
            #expect(reply.found("result", "_updatedAt", "$date")?.number != nil)
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers([], ["dep-4"]))
            #expect(try await server.parent(ofDepartment: "dep-1") == .null)
            #expect(try await server.world.events().map(\.kind) == ["unit.updated"])
        }
    }

    @Test(.holds("3.1.18", "3.4.14"), arguments: TestEngine.allCases)
    func `saveUnit of an unknown unit fails after its parameters are checked`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let unknown = MethodError.typed("Unit not found", "error-unit-not-found", method: "livechat:saveUnit")
            for id in ["unknown", "dep-1"] {
                try await server.expectError(unknown, of: "livechat:saveUnit", #"["\#(id)",\#(Self.data),[],[]]"#)
            }
            try await server.expectError(
                MethodError.match("Missing key 'name'"), of: "livechat:saveUnit", #"["unknown",{},[],[]]"#)
            #expect(try await server.world.events() == [])
        }
    }

    @Test(.holds("3.4.13"), arguments: TestEngine.allCases)
    func `saveUnit checks its parameters in the words of the route`(_ engine: TestEngine) async throws {
        let good = Self.data
        let rows: [(params: String, problem: String, path: String)] = [
            ("[]", "Expected object, got undefined", ""), ("[null]", "Expected object, got undefined", ""),
            ("[null,null,[],[]]", "Expected object, got null", ""),
            (#"[null,"x",[],[]]"#, "Expected object, got string", ""),
            ("[null,[],[],[]]", "Expected plain object", ""),
            ("[null,{},[],[]]", "Missing key 'name'", ""),
            (#"[null,{"name":5},[],[]]"#, "Expected string, got number in field name", "name"),
            (#"[null,{"foo":5},[],[]]"#, "Unknown key in field foo", "foo"),
            (#"[null,{"a in field b":5},[],[]]"#, "Unknown key in field a in field b", "a in field b"),
            ("[null,\(good)]", "Expected array, got undefined", ""),
            ("[null,\(good),5,[]]", "Expected array, got 5", ""),
            // Dates go both ways as `$date`; what only looks like one is escaped.
            (#"[null,\#(good),{"$date":1},[]]"#, #"Expected array, got {"$date":1}"#, ""),
            (#"[null,\#(good),[],{"$escape":{"$date":1}}]"#, #"Expected array, got {"$escape":{"$date":1}}"#, ""),
            ("[null,\(good),[null],[]]", "Expected object, got null in field [0]", "[0]"),
            ("[null,\(good),[{}],[]]", "Missing key 'monitorId' in field [0]", "[0]"),
            (
                #"[null,\#(good),[{"monitorId":"x","username":5}],[]]"#,
                "Expected string, got number in field [0].username", "[0].username"
            ),
            ("[null,\(good),[]]", "Expected array, got undefined", ""),
            ("[null,\(good),[],{}]", "Expected array, got {}", ""),
            ("[null,\(good),[],[{}]]", "Missing key 'departmentId' in field [0]", "[0]"),
        ]
        try await TestServer.run(engine) { server in
            let before = try await server.snapshot()
            for row in rows {
                try await server.expectError(
                    MethodError.match(row.problem, path: row.path), of: "livechat:saveUnit", row.params)
            }
            #expect(try await server.snapshot() == before)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a value that is shown in a Match error is no path`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.expectError(
                MethodError.match(#"Expected array, got "a in field b""#), of: "livechat:saveUnit",
                #"[null,\#(Self.data),"a in field b",[]]"#)
            #expect(try await server.world.events() == [])
        }
    }

    @Test(
        .holds("3.4.15"), arguments: TestEngine.allCases,
        [("5", "number"), ("true", "boolean"), ("{}", "object"), ("[]", "object")])
    func `an id of another type is a Match error`(_ engine: TestEngine, _ row: (id: String, type: String)) async throws
    {
        let error = MethodError.match("Expected string, got \(row.type)")
        try await TestServer.run(engine) { server in
            try await server.expectError(error, of: "livechat:saveUnit", "[\(row.id),\(Self.data),[],[]]")
            try await server.expectError(error, of: "livechat:removeUnit", "[\(row.id)]")
            #expect(try await server.world.events() == [])
        }
    }

    @Test(.holds("3.4.16"), arguments: TestEngine.allCases)
    func `removeUnit answers true and frees what was in the unit`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let reply = try await server.call("livechat:removeUnit", #"["unit-a"]"#)
            #expect(reply == ["msg": "result", "id": "42", "result": true])
            #expect(try await server.send("GET", "livechat/units/unit-a").text == "null")
            #expect(try await server.parent(ofDepartment: "dep-1") == .null)
            let unknown = MethodError.typed("Unit not found", "unit-not-found", method: "livechat:removeUnit")
            for id in ["unit-a", "dep-1", ""] {
                try await server.expectError(unknown, of: "livechat:removeUnit", #"["\#(id)"]"#)
            }
            #expect(try await server.world.events().map(\.kind) == ["unit.deleted"])
        }
    }

    @Test(.holds("3.4.17"), arguments: TestEngine.allCases)
    func `a restricted holder of the permission finds their units only`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.expectError(
                MethodError.notAllowed("livechat:removeUnit"), of: "livechat:removeUnit", #"["unit-a"]"#,
                as: .monitorA)
            try await server.world.grant("manage-livechat-units", to: "livechat-monitor")
            try await server.expectError(
                MethodError.typed("Unit not found", "error-unit-not-found", method: "livechat:saveUnit"),
                of: "livechat:saveUnit", #"["unit-b",\#(Self.data),[],[]]"#, as: .monitorA)
            try await server.expectError(
                MethodError.typed("Unit not found", "unit-not-found", method: "livechat:removeUnit"),
                of: "livechat:removeUnit", #"["unit-b"]"#, as: .monitorA)
            let own = try await server.call("livechat:removeUnit", #"["unit-a"]"#, as: .monitorA)
            #expect(own.found("result") == true)
            #expect(try await server.fetch("GET", "livechat/units").each("units", "_id") == ["unit-b"])
        }
    }

    @Test(.holds("3.4.23"), arguments: TestEngine.allCases)
    func `getUnitsFromUser gives a monitor their units and the departments they are agent of`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            func ids(_ who: Who) async throws -> JSON? {
                try await server.call("livechat:getUnitsFromUser", "[]", as: who).found("result")
            }
            #expect(try await ids(.monitorA) == ["unit-a"])
            #expect(try await ids(.monitorB) == ["unit-b"])
            #expect(try await ids(.idleMonitor) == [])
            let shared = try await server.makeUnit("Shared", monitors: [Who.monitorA.id])
            #expect(Set(try await ids(.monitorA)?.array?.compactMap(\.string) ?? []) == [shared, "unit-a"])
            // An agent becomes a monitor.
            _ = try await server.call("livechat:addMonitor", #"["agent"]"#)
            #expect(try await ids(.agent) == ["dep-1"])
            _ = try await server.fetch(
                "POST", "livechat/units/unit-b", body: unitBody("Beta", monitors: [Who.agent.id]))
            #expect(Set(try await ids(.agent)?.array?.compactMap(\.string) ?? []) == ["unit-b", "dep-1"])
        }
    }

    @Test(.holds("3.4.24"), arguments: TestEngine.allCases, [Who.admin, .manager, .agent, .plain, .guest])
    func `getUnitsFromUser is undefined for who is not restricted`(_ engine: TestEngine, _ who: Who) async throws {
        try await TestServer.run(engine) { server in
            let reply = try await server.call("livechat:getUnitsFromUser", "[]", as: who)
            #expect(reply == ["msg": "result", "id": "42"])
        }
    }
}
