import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// What others' users complained of, kept away: a fact a complaint, each beginning with its number.
///
/// Numbers without a name are issues and pull requests of RocketChat/Rocket.Chat.
@Suite("Complaints of others are no complaints here")
struct ComplaintTests {
    @Test(arguments: TestEngine.allCases, rocketChat + others)
    func `one complaint a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(.keepsAway("RC#19168"), arguments: TestEngine.allCases)
    func `19168: a department is in one unit at a time`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (unit, other) in [("unit-b", "unit-a"), ("unit-a", "unit-b"), ("unit-b", "unit-a")] {
                let body = unitBody("Taker", departments: ["dep-1"])
                _ = try await server.fetch("POST", "livechat/units/\(unit)", body: body)
                #expect(try await server.members(ofUnit: unit).departments == ["dep-1"])
                #expect(try await !server.members(ofUnit: other).departments.contains("dep-1"))
                #expect(try await server.parent(ofDepartment: "dep-1") == .string(unit))
            }
        }
    }

    @Test(.keepsAway("RC#32615"), arguments: TestEngine.allCases)
    func `32615: a monitor sees the department they made for their unit`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = DepartmentBody.text(["name": "Mine"], unit: ["_id": "unit-a"])
            let made = try await server.fetch("POST", "livechat/department", as: .monitorA, body: body)
            let id = try #require(made.found("department", "_id")?.string)
            let mine = try await server.fetch("GET", "livechat/department?onlyMyDepartments=true", as: .monitorA)
            #expect(mine.each("departments", "_id").contains(id))
            #expect(try await server.members(ofUnit: "unit-a").departments == ["dep-1", "dep-2", id].sorted())
        }
    }

    @Test(.keepsAway("RC#32682"), arguments: TestEngine.allCases)
    func `32682, 35370: a department's own form attaches it, when it is made and later`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            let made = try await server.fetch(
                "POST", "livechat/department", as: .manager, body: DepartmentBody.text(unit: ["_id": "unit-a"]))
            let id = try #require(made.found("department", "_id")?.string)
            #expect(try await server.parent(ofDepartment: id) == "unit-a")
            for department in [id, "dep-4"] {
                for unit in ["unit-b", "unit-a"] {
                    let body = DepartmentBody.text(unit: ["_id": .string(unit)])
                    _ = try await server.fetch("PUT", "livechat/department/\(department)", as: .manager, body: body)
                    #expect(try await server.parent(ofDepartment: department) == .string(unit))
                }
            }
        }
    }

    @Test(.keepsAway("RC#35860"), arguments: TestEngine.allCases)
    func `35860: a method knows who calls it, and the log does`(_ engine: TestEngine) async throws {
        let rest = #"{"name":"N","visibility":"public"},[],[]"#
        try await TestServer.run(engine) { server in
            try await server.world.grant("manage-livechat-units", to: "livechat-monitor")
            try await server.expectError(
                MethodError.typed("Unit not found", "error-unit-not-found", method: "livechat:saveUnit"),
                of: "livechat:saveUnit", #"["unit-b",\#(rest)]"#, as: .monitorA)
            let own = try await server.call("livechat:saveUnit", #"["unit-a",\#(rest)]"#, as: .monitorA)
            #expect(own.found("result", "_id") == "unit-a")
            let logged = try await server.world.number(
                "SELECT count(*) FROM events WHERE kind = 'unit.updated' AND subject_id = 'unit-a' AND actor_id = $1",
                Who.monitorA.id)
            #expect(logged == 1)
        }
    }

    @Test(.keepsAway("RC#30350"), arguments: TestEngine.allCases)
    func `30350: a department that is gone is named nowhere`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("DELETE", "livechat/department/dep-1")
            let links = try await server.fetch("GET", "livechat/agents/id-agent/departments")
            #expect(links.found("departments") == [])
            let agents = try await server.fetch("GET", "livechat/users/agent")
            #expect(agents.found("users")?.array?.first?.found("departments") == [])
            for path in ["livechat/department?showArchived=true&count=0", "livechat/units/unit-a/departments"] {
                #expect(try await !server.send("GET", path).text.contains("dep-1"), "\(path)")
            }
        }
    }

    @Test(.keepsAway("RC#25444"), arguments: TestEngine.allCases)
    func `25444, 26960: who is deleted or deactivated is in no list of agents or monitors`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("POST", "users.delete", body: #"{"userId":"id-agent"}"#)
            #expect(try await server.agents(ofDepartment: "dep-1") == [])
            #expect(try await server.fetch("GET", "livechat/users/agent").found("total") == 0)
            let off = #"{"userId":"id-monitorA","activeStatus":false}"#
            _ = try await server.fetch("POST", "users.setActiveStatus", body: off)
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers([], ["dep-1", "dep-2"]))
            _ = try await server.fetch("POST", "users.delete", body: #"{"userId":"id-monitorB"}"#)
            #expect(try await server.members(ofUnit: "unit-b") == UnitMembers([], ["dep-3"]))
            #expect(try await server.fetch("GET", "livechat/monitors?text=monitorB").found("total") == 0)
        }
    }

    @Test(.keepsAway("RC#2115"), arguments: TestEngine.allCases)
    func `2115: a renamed user keeps their departments and units`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for who in [Who.agent, .monitorA] {
                let body = #"{"userId":"\#(who.id)","data":{"username":"new-\#(who.username)"}}"#
                _ = try await server.fetch("POST", "users.update", body: body)
            }
            #expect(try await server.agents(ofDepartment: "dep-1") == ["new-agent 0 0 true"])
            let links = try await server.fetch("GET", "livechat/agents/id-agent/departments")
            #expect(links.each("departments", "departmentId") == ["dep-1"])
            #expect(try await server.members(ofUnit: "unit-a").monitors == ["new-monitorA"])
            #expect(try await server.fetch("GET", "livechat/units", as: .monitorA).each("units", "_id") == ["unit-a"])
        }
    }

    @Test(.keepsAway("RC#32504 (diff)"), arguments: TestEngine.allCases)
    func `32504: a department goes with all that hangs on it before the answer comes`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            let body = DepartmentBody.text([
                "name": "Free", "fallbackForwardDepartment": "dep-1",
                "departmentsAllowedToForward": ["dep-1", "dep-2"],
            ])
            _ = try await server.fetch("PUT", "livechat/department/dep-4", body: body)
            _ = try await server.fetch("DELETE", "livechat/department/dep-1")
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers(["monitorA"], ["dep-2"]))
            let other = try await server.department("dep-4")
            #expect(other.found("departmentsAllowedToForward") == ["dep-2"])
            #expect((other.found("fallbackForwardDepartment")?.string ?? "") == "")
            #expect(try await server.world.number("SELECT count(*) FROM department_agents") == 0)
        }
    }
}
