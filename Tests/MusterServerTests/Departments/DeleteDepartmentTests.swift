import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 4.4 (DELETE), D27, D28, D29.
@Suite("A department is deleted", .holds("4.4"))
struct DeleteDepartmentTests {
    @Test(.holds("4.4.14"), arguments: TestEngine.allCases)
    func `of one that is not there nothing is deleted`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let before = try await server.snapshot()
            for id in ["nothing", "unit-a", "DEP-1", "%00", "%25"] {
                let answer = try await server.send("DELETE", "livechat/department/\(id)")
                #expect(answer.status == 400, "\(id)")
                #expect(answer.text == #"{"success":false,"error":"error-department-not-found"}"#)
            }
            #expect(try await server.snapshot() == before)
        }
    }

    @Test(
        .holds("4.4.15", "4.4.16", "4.4.22"), arguments: TestEngine.allCases,
        [Who.admin, .manager, .monitorA, .idleMonitor])
    func `it goes with its links, and its unit counts one less`(_ engine: TestEngine, _ who: Who) async throws {
        try await TestServer.run(engine) { server in
            try await server.expect(
                Exchange("DELETE livechat/department/dep-1", as: who, status: 200, gives: #"{"success":true}"#))
            try await server.expect(
                Exchange(
                    "GET livechat/department/dep-1", as: .agent, status: 200,
                    gives: #"{"department":null,"success":true}"#))
            #expect(try await server.members(ofUnit: "unit-a").departments == ["dep-2"])
            #expect(try await server.world.number("SELECT count(*) FROM department_agents") == 0)
            #expect(try await server.eventKinds() == ["unit.departments-changed", "department.deleted"])
            let again = try await server.send("DELETE", "livechat/department/dep-1", as: who)
            #expect(again.text == #"{"success":false,"error":"error-department-not-found"}"#)
        }
    }

    @Test(.holds("4.4.24", "D29.7", "D29.8"), arguments: TestEngine.allCases)
    func `the last one of a unit may be deleted, an archived and a disabled one too`(_ engine: TestEngine) async throws
    {
        try await TestServer.run(engine) { server in
            try await server.world.set("Omnichannel_enable_department_removal", false)
            for id in ["dep-3", "dep-5", "dep-4"] {
                let answer = try await server.send("DELETE", "livechat/department/\(id)")
                #expect(answer.text == #"{"success":true}"#, "\(id)")
            }
            #expect(try await server.members(ofUnit: "unit-b").departments == [])
            #expect(try await server.world.number("SELECT count(*) FROM departments") == 2)
        }
    }

    @Test(.holds("4.4.11"), arguments: TestEngine.allCases)
    func `the permission to remove alone suffices`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.expect(
                Exchange("DELETE livechat/department/dep-1", as: .plain, status: 403, gives: Refusal.forbidden))
            try await server.world.grant("remove-livechat-department", to: "user")
            try await server.expect(
                Exchange("DELETE livechat/department/dep-1", as: .plain, status: 200, gives: #"{"success":true}"#))
        }
    }

    @Test(.holds("4.4.19", "4.4.20"), .keepsAway("RC#17335", "RC#32504 (diff)"), arguments: TestEngine.allCases)
    func `no other department forwards to it any more`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let both = DepartmentBody.text([
                "name": "Both", "fallbackForwardDepartment": "dep-1",
                "departmentsAllowedToForward": ["dep-1", "dep-2"],
            ])
            let list = DepartmentBody.text(["name": "List", "departmentsAllowedToForward": ["dep-1", "dep-1"]])
            // Mentions the id in other ways only.
            let other = DepartmentBody.text([
                "name": "dep-1", "description": "dep-1", "fallbackForwardDepartment": "dep-2",
                "departmentsAllowedToForward": ["dep-2", "dep-11"], "note": "dep-1",
            ])
            for (id, body) in [("dep-2", both), ("dep-3", list), ("dep-4", other)] {
                _ = try await server.fetch("PUT", "livechat/department/\(id)", body: body)
            }
            let before = try await server.department("dep-4")
            let events = try await server.eventKinds().count
            _ = try await server.fetch("DELETE", "livechat/department/dep-1")
            let cleared = try await server.department("dep-2")
            #expect([nil, "", .null].contains(cleared.found("fallbackForwardDepartment")))
            #expect(cleared.found("departmentsAllowedToForward") == ["dep-2"])
            #expect(cleared.found("name") == "Both")
            #expect(try await server.department("dep-3").found("departmentsAllowedToForward") == [])
            #expect(try await server.department("dep-4") == before)
            let kinds = try await server.eventKinds().dropFirst(events)
            #expect(kinds.count { $0 == "department.updated" } == 2, "the log has both")
            #expect(kinds.contains("department.deleted"))
            // What is read can be written back: the reference is really gone.
            let saved = try await server.send(
                "PUT", "livechat/department/dep-2", body: JSON.object(["department": cleared]).text())
            #expect(saved.status == 200, "\(saved.text)")
        }
    }
}
