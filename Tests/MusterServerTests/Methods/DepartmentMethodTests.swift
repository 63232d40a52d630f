import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `livechat:saveDepartment`, `livechat:saveAgentInfo`: contract sections 3.4, 4.3 and 4.7.
@Suite("The methods about departments and agents do what the contract says", .holds("3.4"))
struct DepartmentMethodTests {
    private static let data =
        #"{"enabled":true,"name":"By method","email":"d@example.com","showOnRegistration":true,"#
        + #""showOnOfflineForm":false}"#

    private func typed(_ reason: String, _ id: String) -> String {
        MethodError.typed(reason, id, method: "livechat:saveDepartment")
    }

    @Test(.holds("3.4.1", "3.4.2", "3.4.3", "3.4.7"), arguments: TestEngine.allCases, ["null", #""""#])
    func `saveDepartment without an id makes a department, its date a $date`(_ engine: TestEngine, _ id: String)
        async throws
    {
        try await TestServer.run(engine) { server in
            let reply = try await server.call("livechat:saveDepartment", "[\(id),\(Self.data),[]]")
            let department = try #require(reply.found("result"))
            #expect(department.found("name") == "By method")
            #expect(department.found("type") == "d")
            #expect(department.found("showOnOfflineForm") == false)
            #expect(department.found("_updatedAt")?.object?.keys == ["$date"])
            #expect(department.object?["parentId"] == nil)
            let made = try #require(department.found("_id")?.string)
            #expect(isNewID(made))
            let read = try await server.fetch("GET", "livechat/department/\(made)").found("department")
            #expect(read?.found("name") == "By method")
            #expect(try await server.world.events().map(\.kind) == ["department.created"])
        }
    }

    @Test(.holds("3.4.1", "3.4.3", "3.4.25", "4.3.42"), arguments: TestEngine.allCases)
    func `saveDepartment attaches, moves and detaches`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let made = try await server.call(
                "livechat:saveDepartment", #"[null,\#(Self.data),[],{"_id":"unit-a"}]"#)
            let id = try #require(made.found("result", "_id")?.string)
            #expect(made.found("result", "parentId") == "unit-a")
            #expect(made.found("result", "ancestors") == ["unit-a"])
            #expect(try await server.members(ofUnit: "unit-a").departments.contains(id))
            for unit in ["", ",null"] {
                let kept = try await server.call("livechat:saveDepartment", #"["\#(id)",\#(Self.data),[]\#(unit)]"#)
                #expect(kept.found("result", "parentId") == "unit-a")
            }
            _ = try await server.call("livechat:saveDepartment", #"["\#(id)",\#(Self.data),[],{"_id":"unit-b"}]"#)
            #expect(try await server.members(ofUnit: "unit-a").departments == ["dep-1", "dep-2"])
            #expect(try await server.members(ofUnit: "unit-b").departments == [id, "dep-3"].sorted())
            let freed = try await server.call("livechat:saveDepartment", #"["\#(id)",\#(Self.data),[],{}]"#)
            #expect(freed.found("result", "parentId") == .null)
            #expect(freed.found("result", "ancestors") == .null)
            #expect(try await server.members(ofUnit: "unit-b").departments == ["dep-3"])
        }
    }

    @Test(.holds("3.4.8"), arguments: TestEngine.allCases)
    func `saveDepartment adds agents`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let agents = #"[{"agentId":"id-agent","username":"x","count":3,"order":2},{"agentId":"unknown"}]"#
            let reply = try await server.call("livechat:saveDepartment", #"["dep-4",\#(Self.data),\#(agents)]"#)
            #expect(reply.found("result", "numAgents") == 1)
            let link = try await server.fetch("GET", "livechat/department/dep-4").found("agents")?.array?.first
            #expect(link?.found("agentId") == "id-agent")
            #expect(link?.found("username") == "agent")
            #expect(link?.found("count") == 3)
            #expect(link?.found("order") == 2)
        }
    }

    @Test(
        .holds("3.4.26", "4.3.40", "4.3.41", "4.7.1", "4.7.2", "D13.13"), arguments: TestEngine.allCases,
        ["null", "5", "true", "{}"])
    func `an id of the unit that is no text is refused before anything else`(_ engine: TestEngine, _ unit: String)
        async throws
    {
        try await TestServer.run(engine) { server in
            let before = try await server.snapshot()
            let error = typed("Invalid department unit id provided", "error-invalid-department-unit")
            for params in [#"null,\#(Self.data),[]"#, #""dep-3",{},[]"#, #""unknown",null,null"#] {
                try await server.expectError(
                    error, of: "livechat:saveDepartment", #"[\#(params),{"_id":\#(unit)}]"#)
            }
            #expect(try await server.snapshot() == before)
        }
    }

    @Test(.holds("3.4.9", "4.7.4", "4.7.21", "4.7.22"), arguments: TestEngine.allCases)
    func `saveDepartment refuses in the contract's order, and nothing is changed`(_ engine: TestEngine) async throws {
        let good = Self.data.dropLast()
        let failed = "Failed Match.OneOf, Match.Maybe or Match.Optional validation"
        let rows: [(params: String, error: String)] = [
            (
                #"["dep-3",{},[],{}]"#,
                typed("The last department in a unit can't be removed", "error-unit-cant-be-empty")
            ),
            (
                #"["dep-5",\#(good)},[]]"#,
                typed("Archived departments cant be enabled", "error-archived-department-cant-be-enabled")
            ),
            (#"[null,{},[]]"#, MethodError.match("Missing key 'enabled'")),
            (#"[null,{"enabled":true},null]"#, MethodError.match("Missing key 'name'")),
            (#"["unknown",\#(good),"x":1.5},[]]"#, MethodError.match("\(failed) in field x", path: "x")),
            (#"["unknown",\#(good)}]"#, MethodError.match(failed)),
            (#"[null,\#(good)},null]"#, MethodError.match(failed)),
            (
                #"["unknown",\#(good),"requestTagBeforeClosingChat":true},[]]"#,
                typed(
                    "At least one closing tag is required when the department requires tag(s) on closing conversations.",
                    "error-validating-department-chat-closing-tags")
            ),
            (#"["unknown",\#(good)},[]]"#, typed("Department not found", "error-department-not-found")),
            (#"["unit-a",\#(good)},[]]"#, typed("Department not found", "error-department-not-found")),
            (
                #"["dep-4",\#(good),"fallbackForwardDepartment":"unknown"},[]]"#,
                typed("Fallback department not found", "error-fallback-department-not-found")
            ),
        ]
        try await TestServer.run(engine) { server in
            let before = try await server.snapshot()
            for row in rows { try await server.expectError(row.error, of: "livechat:saveDepartment", row.params) }
            #expect(try await server.snapshot() == before)
        }
    }

    @Test(.holds("3.4.31", "D26.7"), arguments: TestEngine.allCases)
    func `saveAgentInfo answers true and sets the agent's departments`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let reply = try await server.call(
                "livechat:saveAgentInfo",
                #"["id-agent",{"maxNumberSimultaneousChat":"5"},["dep-2","dep-4","unknown","dep-4"]]"#)
            #expect(reply == ["msg": "result", "id": "42", "result": true])
            for (id, agents) in [("dep-1", 0), ("dep-2", 1), ("dep-4", 1)] {
                let department = try await server.fetch("GET", "livechat/department/\(id)")
                #expect(department.found("agents")?.array?.count == agents, "\(id)")
                #expect(department.found("department", "numAgents") == .int(agents), "\(id)")
            }
        }
    }

    @Test(.holds("3.4.32"), arguments: TestEngine.allCases, ["id-plain", "id-admin", "unknown", ""])
    func `saveAgentInfo of who is no agent is refused`(_ engine: TestEngine, _ id: String) async throws {
        try await TestServer.run(engine) { server in
            try await server.expectError(
                MethodError.typed(
                    "User is not a livechat agent", "error-user-is-not-agent", method: "livechat:saveAgentInfo"),
                of: "livechat:saveAgentInfo", #"["\#(id)",{},["dep-1"]]"#)
            #expect(try await server.world.events() == [])
        }
    }

    @Test(.holds("3.4.33"), arguments: TestEngine.allCases, [("5", "number"), ("null", "null"), ("{}", "object")])
    func `saveAgentInfo with an id that is no text is a Match error`(
        _ engine: TestEngine, _ row: (id: String, type: String)
    ) async throws {
        try await TestServer.run(engine) { server in
            try await server.expectError(
                MethodError.match("Expected string, got \(row.type)"), of: "livechat:saveAgentInfo",
                "[\(row.id),{},[]]")
            #expect(try await server.world.events() == [])
        }
    }
}
