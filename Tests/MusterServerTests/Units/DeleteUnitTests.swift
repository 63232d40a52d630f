import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `DELETE livechat/units/:id`: contract section 3.1, D7, D13.
@Suite("Deleting a unit frees all that was in it", .holds("3.1"))
struct DeleteUnitTests {
    @Test(.holds("3.1.25", "D7.1"), arguments: TestEngine.allCases)
    func `the answer is the bare number 1`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let answer = try await server.send("DELETE", "livechat/units/unit-a")
            #expect(answer.status == 200)
            #expect(answer.text == "1")
            #expect(answer.header("content-type") == "application/json")
        }
    }

    @Test(.holds("D7.2"), arguments: TestEngine.allCases)
    func `the unit is gone from reads, lists and writes`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("DELETE", "livechat/units/unit-a")
            #expect(try await server.send("GET", "livechat/units/unit-a").text == "null")
            #expect(try await server.fetch("GET", "livechat/units").each("units", "_id") == ["unit-b"])
            #expect(try await server.fetch("GET", "livechat/units", as: .monitorA).found("total") == 0)
            let again = try await server.send("DELETE", "livechat/units/unit-a")
            #expect(again.status == 400)
            #expect(again.text == UnitAnswer.unknownOnDelete)
            let update = try await server.send("POST", "livechat/units/unit-a", body: unitBody("Back"))
            #expect(update.text == UnitAnswer.unknownOnUpdate)
            #expect(try await server.members(ofUnit: "unit-b") == UnitMembers(["monitorB"], ["dep-3"]))
        }
    }

    @Test(.holds("3.1.28", "4.0.11", "D13.10", "D13.11", "D13.12"), arguments: TestEngine.allCases)
    func `its departments are free and show nulls, one that never was in a unit shows neither key`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("DELETE", "livechat/units/unit-a")
            #expect(try await server.parent(ofDepartment: "dep-1") == .null)
            #expect(try await server.parent(ofDepartment: "dep-2") == .null)
            #expect(try await server.parent(ofDepartment: "dep-3") == "unit-b")
            #expect(try await server.parent(ofDepartment: "dep-4") == nil)
            let left = try await server.fetch("GET", "livechat/units/unit-a/departments")
            #expect(left.found("total") == 0)
            let free = try await server.fetch("GET", "livechat/units/none/departments/available")
            #expect(free.each("departments", "_id") == ["dep-4", "dep-1", "dep-2"])
        }
    }

    @Test(.holds("3.1.27"), arguments: TestEngine.allCases)
    func `its monitors' rows go, the users and their role stay`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("DELETE", "livechat/units/unit-a")
            #expect(
                try await server.send("GET", "livechat/units/unit-a/monitors").text
                    == #"{"monitors":[],"success":true}"#)
            let rows = try await server.world.number(
                "SELECT count(*) FROM unit_monitors WHERE user_id = $1", Who.monitorA.id)
            #expect(rows == 0)
            let monitor = try await server.fetch("GET", "livechat/monitors/monitorA")
            #expect(monitor.found("_id") == .string(Who.monitorA.id))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what it held can be put into another unit`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("DELETE", "livechat/units/unit-a")
            let id = try await server.makeUnit("Heir", monitors: [Who.monitorA.id], departments: ["dep-1", "dep-2"])
            #expect(try await server.members(ofUnit: id) == UnitMembers(["monitorA"], ["dep-1", "dep-2"]))
            #expect(try await server.parent(ofDepartment: "dep-1") == .string(id))
        }
    }

    @Test(
        .holds("3.1.4", "3.1.26"), arguments: TestEngine.allCases, ["unknown", "dep-1", "id-admin", "UNIT-A", "none"])
    func `an unknown unit is refused with delete's own id, a department's id too`(
        _ engine: TestEngine, _ id: String
    ) async throws {
        try await TestServer.run(engine) { server in
            let before = try await server.snapshot()
            let answer = try await server.send("DELETE", "livechat/units/\(id)")
            #expect(answer.status == 400)
            #expect(answer.text == UnitAnswer.unknownOnDelete)
            #expect(try await server.snapshot() == before)
        }
    }

    @Test(arguments: TestEngine.allCases, [Who.plain, .agent, .monitorA, .guest])
    func `who may not is refused, whether the unit exists or not`(_ engine: TestEngine, _ who: Who) async throws {
        try await TestServer.run(engine) { server in
            for id in ["unit-a", "unknown"] {
                let answer = try await server.send("DELETE", "livechat/units/\(id)", as: who)
                #expect(answer.status == 403)
                #expect(answer.text == UnitAnswer.noPermission)
            }
            #expect(try await server.world.events() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the event tells what was`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("DELETE", "livechat/units/unit-a")
            let events = try await server.world.events()
            #expect(events.map(\.kind) == ["unit.deleted"])
            #expect(events.first?.subjectID == "unit-a")
            #expect(events.first?.before?.found("departments") == ["dep-1": true, "dep-2": true])
            #expect(events.first?.before?.found("monitors") == ["id-monitorA": true])
            #expect(events.first?.after == nil)
        }
    }
}
