import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract section 2.4 and D6: which departments a unit takes.
@Suite("A unit's departments are departments that exist, each in one unit", .holds("2.3", "2.4"))
struct CreateUnitDepartmentsTests {
    @Test(.holds("D6.1"), arguments: TestEngine.allCases)
    func `an unknown department is ignored and not counted`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let ids = ["nothing", "", " ", "Free", "DEP-4", "dep-4 ", "%", "id-monitorA"]
            let id = try await server.makeUnit("X", departments: ids + ["dep-4"])
            #expect(try await server.members(ofUnit: id) == UnitMembers([], ["dep-4"]))
        }
    }

    @Test(.holds("D6.2"), arguments: TestEngine.allCases)
    func `duplicates collapse`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let id = try await server.makeUnit("X", departments: ["dep-4", "dep-3", "dep-4", "nothing", "dep-4"])
            #expect(try await server.members(ofUnit: id) == UnitMembers([], ["dep-3", "dep-4"]))
        }
    }

    @Test(.holds("D6.3"), arguments: TestEngine.allCases)
    func `a unit's id is no department`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let id = try await server.makeUnit("X", departments: ["unit-a", "unit-b"])
            #expect(try await server.members(ofUnit: id) == UnitMembers([], []))
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers(["monitorA"], ["dep-1", "dep-2"]))
            let updated = try await server.fetch(
                "POST", "livechat/units/\(id)", body: unitBody("X", departments: [id, "unit-a"]))
            #expect(updated.found("numDepartments") == 0)
            #expect(try await server.fetch("GET", "livechat/units/\(id)").object?["parentId"] == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a department knows its unit as parent and only ancestor`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            #expect(try await server.parent(ofDepartment: "dep-4") == nil)
            let id = try await server.makeUnit("X", departments: ["dep-4"])
            #expect(try await server.parent(ofDepartment: "dep-4") == .string(id))
        }
    }

    @Test(.holds("D6.4"), arguments: TestEngine.allCases)
    func `a department of another unit moves here, and both counts are right at once`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            let body = unitBody("X", departments: ["dep-2", "dep-3", "dep-4"])
            let made = try await server.fetch("POST", "livechat/units", body: body)
            #expect(made.found("numDepartments") == 3)
            let id = try #require(made.found("_id")?.string)
            #expect(try await server.members(ofUnit: id) == UnitMembers([], ["dep-2", "dep-3", "dep-4"]))
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers(["monitorA"], ["dep-1"]))
            // A takeover may empty a unit (D13).
            #expect(try await server.members(ofUnit: "unit-b") == UnitMembers(["monitorB"], []))
            for department in ["dep-2", "dep-3", "dep-4"] {
                #expect(try await server.parent(ofDepartment: department) == .string(id))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a takeover is told of both units`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let id = try await server.makeUnit("X", departments: ["dep-2", "dep-4"])
            let events = try await server.world.events()
            let created = events.first { $0.kind == "unit.created" }
            #expect(created?.subjectID == id)
            #expect(created?.before == nil)
            #expect(created?.after?.found("departments") == ["dep-2": true, "dep-4": true])
            let losses = events.filter { $0.subjectID == "unit-a" }
            #expect(losses.count == 1)
            #expect(losses.first?.before?.found("departments") == ["dep-2": true], "who left")
            #expect(losses.first?.after?.found("departments") == [:])
            #expect(events.count == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `disabled and archived departments belong to a unit as others do`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run("UPDATE departments SET enabled = 0 WHERE id = 'dep-4'")
            let id = try await server.makeUnit("X", departments: ["dep-4", "dep-5"])
            #expect(try await server.members(ofUnit: id) == UnitMembers([], ["dep-4", "dep-5"]))
        }
    }

    @Test(.keepsAway("zammad#5343"), arguments: TestEngine.allCases)
    func `a thousand of each are taken in one request`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let unknown = (1...1000).map { "unknown-\($0)" }
            let id = try await server.makeUnit(
                "X", monitors: unknown + [Who.monitorA.id] + unknown, departments: unknown + ["dep-4"] + unknown)
            #expect(try await server.members(ofUnit: id) == UnitMembers(["monitorA"], ["dep-4"]))
        }
    }
}
