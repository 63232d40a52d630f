import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// What section 6 limits and what it does not, and how a monitor becomes none (D5, D12, D27).
@Suite("A monitor's border runs where the contract draws it", .holds("6"))
struct MonitorScopeTests {
    static let scenarios: [Scenario] = [
        Scenario(
            "archived departments are no secret to a monitor", "GET livechat/departments/archived", as: .monitorA,
            status: 200, contains: [#""_id":"dep-5""#, #""total":1"#], holds: "6.2.5"),
        Scenario(
            "but none of them is theirs", "GET livechat/departments/archived?onlyMyDepartments=true", as: .monitorA,
            status: 200, contains: [#"{"departments":[],"count":0,"offset":0,"total":0,"#], holds: "6.2.6"),
        Scenario(
            "the agents of another unit's department are listed to a monitor", "GET livechat/department/dep-1/agents",
            as: .monitorB, status: 200, contains: [#""agentId":"id-agent""#, #""total":1"#], holds: "6.2.10"),
        Scenario(
            "so are the departments an agent works in", "GET livechat/agents/id-agent/departments", as: .monitorB,
            status: 200, contains: [#""departmentName":"Sales""#], holds: "6.2.10"),
        Scenario(
            "a list by ids does not ask for units", "GET livechat/department.listByIds?ids[]=dep-1&ids[]=dep-4",
            as: .monitorB, status: 200, contains: [#""_id":"dep-1""#, #""_id":"dep-4""#], holds: "6.2.11"),
        Scenario(
            "a monitor without units sees no unit", "GET livechat/units", as: .idleMonitor, status: 200,
            contains: [#"{"units":[],"count":0,"offset":0,"total":0,"success":true}"#], holds: "6.1.7"),
        Scenario(
            "a monitor without units reads none", "GET livechat/units/unit-a", as: .idleMonitor, status: 200,
            contains: ["null"], lacks: ["{"], holds: "6.1.7"),
        Scenario(
            "a monitor without units finds no department of theirs",
            "GET livechat/department.autocomplete?selector={}&onlyMyDepartments=true", as: .idleMonitor, status: 200,
            contains: [#"{"items":[],"success":true}"#], holds: "6.2.4"),
        // Fails today: bugs.md.
        Scenario(
            "more members are tolerated where a monitor is removed", "POST livechat/monitors.delete",
            body: #"{"username":"monitorA","more":1}"#, status: 200, contains: [#"{"success":true}"#],
            events: ["user.roles-changed", "unit.monitors-changed"], holds: "3.2.17"),
        Scenario(
            "removing who is no monitor is fine, and changes nothing", "POST livechat/monitors.delete",
            body: #"{"username":"plain"}"#, status: 200, contains: [#"{"success":true}"#], holds: "3.2.16"),
        Scenario(
            "an update of an unknown unit is checked first", "POST livechat/units/unknown",
            body: #"{"unitData":{"name":"N","visibility":"public"},"unitMonitors":[]}"#, status: 400,
            contains: [#"{"success":false,"error":"Match error: Expected array, got undefined"}"#], holds: "3.1.18"),
    ]

    @Test(arguments: TestEngine.allCases, scenarios)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    private func units(_ server: TestServer, _ who: Who) async throws -> [String] {
        try await server.fetch("GET", "livechat/units", as: who).each("units", "_id")
    }

    private func own(_ server: TestServer, _ who: Who, _ more: String = "") async throws -> [String] {
        try await server.fetch("GET", "livechat/department?onlyMyDepartments=true\(more)", as: who)
            .each("departments", "_id")
    }

    @Test(.holds("D5.7"), arguments: TestEngine.allCases)
    func `the role taken by the route of roles takes the units, and given again brings none back`(
        _ engine: TestEngine
    ) async throws {
        let role = #"{"username":"monitorA","roleId":"livechat-monitor"}"#
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("POST", "roles.removeUserFromRole", body: role)
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers([], ["dep-1", "dep-2"]))
            #expect(try await server.send("GET", "livechat/units", as: .monitorA).status == 403)
            _ = try await server.fetch("POST", "roles.addUserToRole", body: role)
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers([], ["dep-1", "dep-2"]))
            #expect(try await units(server, .monitorA) == [])
        }
    }

    @Test(.holds("D5.10"), arguments: TestEngine.allCases)
    func `an update that deactivates a monitor hides them, activation shows them`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            for (active, monitors) in [(false, []), (true, ["monitorA"])] as [(Bool, [String])] {
                let body = #"{"userId":"id-monitorA","data":{"active":\#(active)}}"#
                _ = try await server.fetch("POST", "users.update", body: body)
                #expect(try await server.members(ofUnit: "unit-a") == UnitMembers(monitors, ["dep-1", "dep-2"]))
            }
        }
    }

    @Test(.holds("3.4.24", "6.1.3"), arguments: TestEngine.allCases, ["admin", "livechat-manager"])
    func `a monitor who is admin or manager too has every department for their own`(
        _ engine: TestEngine, _ role: String
    ) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run(
                "INSERT INTO user_roles (user_id, role_id, position) VALUES ($1, $2, 9)", Who.monitorA.id, role)
            #expect(
                try await own(server, .monitorA, "&showArchived=true") == ["dep-5", "dep-3", "dep-4", "dep-1", "dep-2"])
            let read = try await server.fetch("GET", "livechat/department/dep-3?onlyMyDepartments=true", as: .monitorA)
            #expect(read.found("department", "_id") == "dep-3")
            let ids = try await server.call("livechat:getUnitsFromUser", "[]", as: .monitorA)
            #expect(ids == ["msg": "result", "id": "42"])
        }
    }

    @Test(.holds("D12.4"), arguments: TestEngine.allCases)
    func `an admin who monitors, but lacks the permission, sees the units they monitor`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            try await server.world.run(
                "INSERT INTO user_roles (user_id, role_id, position) VALUES ($1, 'admin', 9)", Who.monitorA.id)
            try await server.world.revoke("manage-livechat-units", from: "admin")
            #expect(try await units(server, .monitorA) == ["unit-a"])
            #expect(try await server.send("GET", "livechat/units/unit-b", as: .monitorA).text == "null")
            #expect(try await server.send("DELETE", "livechat/units/unit-a", as: .monitorA).status == 403)
            #expect(try await server.send("GET", "livechat/units").status == 403)
        }
    }

    @Test(.holds("6.3.1"), arguments: TestEngine.allCases, ["public", "private", "", "anything"])
    func `nothing depends on a unit's visibility`(_ engine: TestEngine, _ visibility: String) async throws {
        try await TestServer.run(engine) { server in
            let body = unitBody(
                "Alpha", monitors: [Who.monitorA.id], departments: ["dep-1", "dep-2"], visibility: visibility)
            let saved = try await server.fetch("POST", "livechat/units/unit-a", body: body)
            #expect(saved.found("visibility") == .string(visibility))
            #expect(try await units(server, .manager) == ["unit-a", "unit-b"])
            #expect(try await units(server, .monitorA) == ["unit-a"])
            #expect(try await units(server, .monitorB) == ["unit-b"])
            #expect(try await own(server, .monitorA) == ["dep-1", "dep-2"])
            #expect(try await own(server, .monitorB) == ["dep-3"])
            let free = try await server.fetch("GET", "livechat/units/unit-b/departments/available")
            #expect(free.each("departments", "_id") == ["dep-3", "dep-4"])
        }
    }
}
