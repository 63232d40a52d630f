import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// D71: a restricted holder of `manage-livechat-units` and the departments of units that they do not monitor.
@Suite("A department of a foreign unit is an unknown department to a restricted caller")
struct UnitDepartmentBorderTests {
    /// monitorB and idleMonitor hold the permission; unit A is foreign to both.
    private static func run(
        _ engine: TestEngine, _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.grant("manage-livechat-units", to: "livechat-monitor")
            try await body(server)
        }
    }

    private static func ids(_ server: TestServer, _ path: String, as who: Who) async throws -> [String] {
        let list = try await server.fetch("GET", path, as: who)
        let ids = list.each("departments", "_id")
        #expect(list.found("total") == .int(ids.count), "\(path)")
        return ids
    }

    @Test(.holds("6.2.14"), .keepsAway("Muster 11.A8"), arguments: TestEngine.allCases)
    func `a department of a unit they do not see is unknown to a restricted caller`(_ engine: TestEngine) async throws {
        try await Self.run(engine) { server in
            let foreign = UnitMembers(["monitorA"], ["dep-1", "dep-2"])
            for (path, who) in [
                ("livechat/units", Who.monitorB), ("livechat/units", .idleMonitor),
                ("livechat/units/unit-b", .monitorB),
            ] {
                let listed = ["dep-1", "dep-2", "dep-3", "dep-4", "none"]
                let body = unitBody("Mine", monitors: [who.id], departments: listed)
                let saved = try await server.fetch("POST", path, as: who, body: body)
                let kept = who == .monitorB ? ["dep-3", "dep-4"] : []
                #expect(saved.found("numDepartments") == .int(kept.count), "\(who) \(path)")
                let id = try #require(saved.found("_id")?.string)
                #expect(try await Self.ids(server, "livechat/units/\(id)/departments", as: .admin) == kept)
                #expect(try await server.members(ofUnit: "unit-a") == foreign)
            }
        }
    }

    @Test(.keepsAway("Muster 11.A8"), arguments: TestEngine.allCases)
    func `the method saves no other departments than the routes`(_ engine: TestEngine) async throws {
        try await Self.run(engine) { server in
            let data = #"{"name":"M","visibility":"public"}"#
            let departments = #"[{"departmentId":"dep-1"},{"departmentId":"dep-4"}]"#
            let params = #"[null,\#(data),[],\#(departments)]"#
            let made = try await server.call("livechat:saveUnit", params, as: .monitorB)
            #expect(made.found("result", "numDepartments") == 1, "\(made.text())")
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers(["monitorA"], ["dep-1", "dep-2"]))
        }
    }

    @Test(.keepsAway("Muster 11.A8"), arguments: TestEngine.allCases)
    func `lists show what can be saved`(_ engine: TestEngine) async throws {
        try await Self.run(engine) { server in
            for (path, who, ids) in [
                ("livechat/units/unit-a/departments", Who.monitorB, []),
                ("livechat/units/unit-b/departments", .monitorB, ["dep-3"]),
                ("livechat/units/unit-b/departments", .idleMonitor, []),
                ("livechat/units/unit-a/departments/available", .monitorB, ["dep-4"]),
                ("livechat/units/unit-b/departments/available", .monitorB, ["dep-3", "dep-4"]),
                ("livechat/units/unit-a/departments/available", .idleMonitor, ["dep-4"]),
                ("livechat/units/none/departments/available", .monitorB, ["dep-4"]),
                ("livechat/units/unit-a/departments/available?onlyMyDepartments=true", .monitorB, []),
                ("livechat/departments.by-unit/unit-a", .monitorB, []),
                ("livechat/departments.available-by-unit/unit-a", .monitorB, ["dep-4"]),
                ("livechat/units/unit-a/departments", .manager, ["dep-1", "dep-2"]),
                ("livechat/units/unit-a/departments", .admin, ["dep-1", "dep-2"]),
            ] as [(String, Who, [String])] {
                let listed = try await Self.ids(server, path, as: who)
                #expect(listed == ids, "\(who) \(path)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who leaves a unit with the same save still saves its departments`(_ engine: TestEngine) async throws {
        try await Self.run(engine) { server in
            let body = unitBody("Beta", monitors: [Who.monitorA.id], departments: ["dep-3", "dep-4"])
            _ = try await server.fetch("POST", "livechat/units/unit-b", as: .monitorB, body: body)
            #expect(try await server.members(ofUnit: "unit-b") == UnitMembers(["monitorA"], ["dep-3", "dep-4"]))
            #expect(try await Self.ids(server, "livechat/units/unit-b/departments", as: .monitorB) == [])
            let mine = unitBody("Mine", monitors: [Who.monitorB.id], departments: ["dep-3"])
            let made = try await server.fetch("POST", "livechat/units", as: .monitorB, body: mine)
            #expect(made.found("numDepartments") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases, [Who.admin, .manager])
    func `who is not restricted takes any department, as before`(_ engine: TestEngine, _ who: Who) async throws {
        try await Self.run(engine) { server in
            let id = try await server.makeUnit("All", departments: ["dep-1", "dep-3", "dep-4"], as: who)
            #expect(try await server.members(ofUnit: id) == UnitMembers([], ["dep-1", "dep-3", "dep-4"]))
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers(["monitorA"], ["dep-2"]))
        }
    }
}
