import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET livechat/units/:unitId/departments`: contract section 3.1, D17, D27, D35.
@Suite("A unit's departments are listed", .holds("3.1"))
struct ListUnitDepartmentsTests {
    @Test(.holds("3.1.29", "4.0.10", "D17.2"), .keepsAway("zammad#918"), arguments: TestEngine.allCases)
    func `a unit's departments are whole, by name`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = unitBody("Alpha", departments: ["dep-2", "dep-1", "dep-4"])
            _ = try await server.fetch("POST", "livechat/units/unit-a", body: body)
            let list = try await server.fetch("GET", "livechat/units/unit-a/departments")
            #expect(list.each("departments", "name") == ["Free", "Sales", "Support"])
            for department in list.found("departments")?.array ?? [] {
                let id = department.found("_id")?.string ?? ""
                let alone = try await server.fetch("GET", "livechat/department/\(id)").found("department")
                #expect(department == alone)
                #expect(department.found("parentId") == "unit-a")
                #expect(department.found("ancestors") == ["unit-a"])
                #expect(department.found("type") == "d")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a unit's disabled and archived departments are listed and counted`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run("UPDATE departments SET enabled = 0 WHERE id = 'dep-1'")
            let body = unitBody("Alpha", departments: ["dep-1", "dep-5"])
            _ = try await server.fetch("POST", "livechat/units/unit-a", body: body)
            #expect(try await server.members(ofUnit: "unit-a").departments == ["dep-1", "dep-5"])
        }
    }

    @Test(arguments: TestEngine.allCases, [Who.plain, .agent, .monitorA, .guest])
    func `who lacks the permission is refused, of a unit that is not there too`(_ engine: TestEngine, _ who: Who)
        async throws
    {
        try await TestServer.run(engine) { server in
            for unit in ["unit-a", "unknown"] {
                for list in ["departments", "departments/available", "monitors"] {
                    let answer = try await server.send("GET", "livechat/units/\(unit)/\(list)", as: who)
                    #expect(answer.status == 403, "\(list)")
                    #expect(answer.text == UnitAnswer.noPermission)
                }
            }
        }
    }

    @Test(.holds("3.1.1", "3.1.38", "3.1.42"), arguments: TestEngine.allCases)
    func `a unit's monitors ask for the permission of monitors, its departments for that of units`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            func statuses() async throws -> [Int] {
                var found: [Int] = []
                for list in ["monitors", "departments", "departments/available"] {
                    found.append(try await server.send("GET", "livechat/units/unit-a/\(list)", as: .manager).status)
                }
                return found
            }
            try await server.world.revoke("manage-livechat-units", from: "livechat-manager")
            #expect(try await statuses() == [200, 403, 403])
            try await server.world.grant("manage-livechat-units", to: "livechat-manager")
            try await server.world.revoke("manage-livechat-monitors", from: "livechat-manager")
            #expect(try await statuses() == [403, 200, 200])
        }
    }
}
