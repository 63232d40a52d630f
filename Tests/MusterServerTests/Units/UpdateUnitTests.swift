import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `POST livechat/units/:id`: contract section 3.1, D4, D6, D13. Its refusals of bodies: `CreateUnitShapeTests`.
@Suite("Updating a unit replaces all of it", .holds("3.1"))
struct UpdateUnitTests {
    @Test(.holds("3.1.20"), arguments: TestEngine.allCases)
    func `name, visibility, monitors and departments are replaced`(_ engine: TestEngine) async throws {
        let shape =
            #"\{"name":"New","visibility":"private","type":"u","numMonitors":1,"numDepartments":2,"#
            + #""_updatedAt":"[0-9T:.-]{23}Z","_id":"unit-a","success":true\}"#
        try await TestServer.run(engine) { server in
            let body = unitBody(
                "New", monitors: [Who.monitorB.id], departments: ["dep-2", "dep-4"], visibility: "private")
            let answer = try await server.send("POST", "livechat/units/unit-a", body: body)
            #expect(answer.status == 200)
            #expect(isWhole(answer.text, shape), "\(answer.text)")
            #expect(try await server.send("GET", "livechat/units/unit-a").text == answer.text)
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers(["monitorB"], ["dep-2", "dep-4"]))
            #expect(try await server.members(ofUnit: "unit-b") == UnitMembers(["monitorB"], ["dep-3"]))
        }
    }

    @Test(.holds("3.1.23"), arguments: TestEngine.allCases)
    func `_updatedAt moves on`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run("UPDATE units SET updated_at = 1000 WHERE id = 'unit-a'")
            let old = try await server.fetch("GET", "livechat/units/unit-a").found("_updatedAt")
            #expect(old == "1970-01-01T00:00:01.000Z")
            let updated = try await server.fetch("POST", "livechat/units/unit-a", body: unitBody("Alpha"))
            let text = try #require(updated.found("_updatedAt")?.string)
            #expect(isWireDate(text))
            #expect(text > "2024")
        }
    }

    @Test(.holds("3.1.22"), arguments: TestEngine.allCases)
    func `departments left out become free and show nulls`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch(
                "POST", "livechat/units/unit-a", body: unitBody("Alpha", departments: ["dep-1", "dep-4"]))
            #expect(try await server.parent(ofDepartment: "dep-1") == "unit-a")
            #expect(try await server.parent(ofDepartment: "dep-2") == .null)
            #expect(try await server.parent(ofDepartment: "dep-4") == "unit-a")
            let free = try await server.fetch("GET", "livechat/units/none/departments/available")
            #expect(free.each("departments", "_id") == ["dep-2"])
        }
    }

    @Test(.holds("3.1.21"), arguments: TestEngine.allCases)
    func `an empty list sets its count to 0`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let updated = try await server.fetch("POST", "livechat/units/unit-a", body: unitBody("Alpha"))
            #expect(updated.found("numMonitors") == 0)
            #expect(updated.found("numDepartments") == 0)
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers([], []))
            for department in ["dep-1", "dep-2"] {
                #expect(try await server.parent(ofDepartment: department) == .null)
            }
            #expect(try await server.fetch("GET", "livechat/units", as: .monitorA).found("total") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a department of another unit moves here, and both counts are right at once`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            let body = unitBody("Beta", monitors: [Who.monitorB.id], departments: ["dep-1", "dep-3"])
            let updated = try await server.fetch("POST", "livechat/units/unit-b", body: body)
            #expect(updated.found("numDepartments") == 2)
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers(["monitorA"], ["dep-2"]))
            #expect(try await server.members(ofUnit: "unit-b") == UnitMembers(["monitorB"], ["dep-1", "dep-3"]))
            #expect(try await server.parent(ofDepartment: "dep-1") == "unit-b")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `monitors and departments are reduced as in create`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = unitBody(
                "Alpha",
                monitors: [
                    "nobody", Who.plain.id, Who.inactive.id, Who.monitorB.id, Who.monitorB.id, Who.idleMonitor.id,
                ],
                departments: ["nothing", "unit-a", "unit-b", "dep-4", "dep-4"])
            let updated = try await server.fetch("POST", "livechat/units/unit-a", body: body)
            #expect(updated.found("numMonitors") == 2)
            #expect(updated.found("numDepartments") == 1)
            #expect(
                try await server.members(ofUnit: "unit-a") == UnitMembers(["idleMonitor", "monitorB"], ["dep-4"]))
        }
    }

    @Test(.holds("3.1.24"), arguments: TestEngine.allCases)
    func `a monitor who stays keeps their row, one a unit`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            func rows() async throws -> [String] {
                try await server.fetch("GET", "livechat/units/unit-a/monitors").each("monitors", "_id")
            }
            let before = try await rows()
            #expect(before.count == 1)
            for _ in 1...2 {
                let body = unitBody("Alpha", monitors: [Who.monitorA.id], departments: ["dep-1", "dep-2"])
                _ = try await server.fetch("POST", "livechat/units/unit-a", body: body)
                #expect(try await rows() == before)
            }
            #expect(
                try await server.members(ofUnit: "unit-a") == UnitMembers(["monitorA"], ["dep-1", "dep-2"]))
        }
    }

    @Test(
        .holds("3.1.3", "3.1.19"), arguments: TestEngine.allCases,
        ["unknown", "dep-1", "id-admin", "UNIT-A", "unit-a%20", "%00"])
    func `an unknown unit is refused with update's own id, a department's id too`(
        _ engine: TestEngine, _ id: String
    ) async throws {
        try await TestServer.run(engine) { server in
            let before = try await server.snapshot()
            let body = unitBody("X", monitors: [Who.monitorA.id], departments: ["dep-1", "dep-4"])
            let answer = try await server.send("POST", "livechat/units/\(id)", body: body)
            #expect(answer.status == 400)
            #expect(answer.text == UnitAnswer.unknownOnUpdate)
            #expect(try await server.snapshot() == before)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the event tells what was and what is`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = unitBody("New", departments: ["dep-2"], visibility: "private")
            _ = try await server.fetch("POST", "livechat/units/unit-a", body: body)
            let events = try await server.world.events()
            #expect(events.map(\.kind) == ["unit.updated"])
            #expect(events.first?.subjectID == "unit-a")
            let before: JSON = [
                "name": "Alpha", "visibility": "public", "monitors": ["id-monitorA": true],
                "departments": ["dep-1": true],
            ]
            let after: JSON = ["name": "New", "visibility": "private", "monitors": [:], "departments": [:]]
            #expect(events.first?.before == before)
            #expect(events.first?.after == after)
        }
    }
}
