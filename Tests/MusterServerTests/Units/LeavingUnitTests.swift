import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// The ways a department may leave its unit, and the one that is refused (D13).
@Suite("A department leaves its unit")
struct LeavingUnitTests {
    /// Saves a department with more members beside `department`.
    private func put(_ server: TestServer, _ id: String, _ more: String = "", as who: Who = .admin) async throws
        -> HTTPAnswer
    {
        let department =
            #"{"name":"N","email":"d@example.com","enabled":true,"showOnRegistration":true,"showOnOfflineForm":true}"#
        return try await server.send(
            "PUT", "livechat/department/\(id)", as: who, body: #"{"department":\#(department)\#(more)}"#)
    }

    @Test(arguments: TestEngine.allCases, ["", #","departmentUnit":null"#])
    func `a save of the department that names no unit leaves its unit alone`(_ engine: TestEngine, _ more: String)
        async throws
    {
        try await TestServer.run(engine) { server async throws in
            for id in ["dep-1", "dep-3"] { #expect(try await put(server, id, more).status == 200) }
            #expect(try await server.parent(ofDepartment: "dep-1") == "unit-a")
            #expect(try await server.members(ofUnit: "unit-a").departments == ["dep-1", "dep-2"])
            #expect(try await server.members(ofUnit: "unit-b").departments == ["dep-3"])
        }
    }

    @Test(arguments: TestEngine.allCases, ["{}", #"{"_id":null}"#, #"{"_id":""}"#])
    func `an explicit detach frees it, and shows nulls`(_ engine: TestEngine, _ unit: String) async throws {
        try await TestServer.run(engine) { server in
            let answer = try await put(server, "dep-1", #","departmentUnit":\#(unit)"#)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(try await server.parent(ofDepartment: "dep-1") == .null)
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers(["monitorA"], ["dep-2"]))
        }
    }

    @Test(.holds("D13.5"), arguments: TestEngine.allCases, ["{}", #"{"_id":null}"#, #"{"_id":""}"#])
    func `an explicit detach of the unit's last department is refused, for everybody`(
        _ engine: TestEngine, _ unit: String
    ) async throws {
        try await TestServer.run(engine) { server in
            let before = try await server.snapshot()
            for who in [Who.admin, .manager, .monitorA, .monitorB, .idleMonitor] {
                let answer = try await put(server, "dep-3", #","departmentUnit":\#(unit)"#, as: who)
                #expect(answer.status == 400)
                #expect(
                    answer.text
                        == #"{"success":false,"error":"The last department in a unit can't be removed "#
                        + #"[error-unit-cant-be-empty]","errorType":"error-unit-cant-be-empty","#
                        + #""details":{"method":"livechat:saveDepartment"}}"#)
            }
            #expect(try await server.snapshot() == before)
        }
    }

    @Test(.holds("D13.6"), arguments: TestEngine.allCases)
    func `a move to another unit may empty the old one`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server async throws in
            #expect(try await put(server, "dep-3", #","departmentUnit":{"_id":"unit-a"}"#).status == 200)
            #expect(try await server.parent(ofDepartment: "dep-3") == "unit-a")
            #expect(try await server.members(ofUnit: "unit-a").departments == ["dep-1", "dep-2", "dep-3"])
            #expect(try await server.members(ofUnit: "unit-b") == UnitMembers(["monitorB"], []))
        }
    }

    @Test(.holds("4.4.23", "D13.9"), arguments: TestEngine.allCases)
    func `deleting the department may empty its unit`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("DELETE", "livechat/department/dep-3")
            #expect(try await server.members(ofUnit: "unit-b") == UnitMembers(["monitorB"], []))
            _ = try await server.fetch("DELETE", "livechat/department/dep-1")
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers(["monitorA"], ["dep-2"]))
        }
    }

    @Test(.holds("D13.7", "D13.8", "D13.10"), arguments: TestEngine.allCases)
    func `a unit's save and another unit's takeover may empty it`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let taken = try await server.makeUnit("Taker", departments: ["dep-3"])
            #expect(try await server.members(ofUnit: "unit-b").departments == [])
            _ = try await server.fetch("POST", "livechat/units/\(taken)", body: unitBody("Taker"))
            #expect(try await server.members(ofUnit: taken).departments == [])
            #expect(try await server.parent(ofDepartment: "dep-3") == .null)
            // And back again.
            _ = try await server.fetch(
                "POST", "livechat/units/unit-b", body: unitBody("Beta", departments: ["dep-3"]))
            #expect(try await server.parent(ofDepartment: "dep-3") == "unit-b")
        }
    }
}
