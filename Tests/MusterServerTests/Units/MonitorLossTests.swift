import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// D5 after the fact: a unit shows and counts a monitor only while they are active and have the role.
@Suite("A unit forgets a monitor who is none any more")
struct MonitorLossTests {
    private func setActive(_ server: TestServer, _ who: Who, _ active: Bool) async throws {
        let body = #"{"userId":"\#(who.id)","activeStatus":\#(active)}"#
        _ = try await server.fetch("POST", "users.setActiveStatus", body: body)
    }

    /// A unit that both monitors share, beside their own.
    private func shared(_ server: TestServer) async throws -> String {
        try await server.makeUnit("Shared", monitors: [Who.monitorA.id, Who.monitorB.id])
    }

    @Test(.holds("8.0.1", "D5.6"), arguments: TestEngine.allCases)
    func `losing the role ends every unit membership, and the role alone brings none back`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            let shared = try await shared(server)
            _ = try await server.fetch("POST", "livechat/monitors.delete", body: #"{"username":"monitorA"}"#)
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers([], ["dep-1", "dep-2"]))
            #expect(try await server.members(ofUnit: shared) == UnitMembers(["monitorB"], []))
            #expect(try await server.send("GET", "livechat/units", as: .monitorA).status == 403)
            _ = try await server.fetch("POST", "livechat/monitors.create", body: #"{"username":"monitorA"}"#)
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers([], ["dep-1", "dep-2"]))
            #expect(try await server.fetch("GET", "livechat/units", as: .monitorA).found("total") == 0)
        }
    }

    @Test(.holds("3.4.22"), arguments: TestEngine.allCases)
    func `losing the role by the method does the same`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let shared = try await shared(server)
            let reply = try await server.call("livechat:removeMonitor", #"["monitorA"]"#)
            #expect(reply.found("result") == true)
            #expect(try await server.members(ofUnit: "unit-a").monitors == [])
            #expect(try await server.members(ofUnit: shared).monitors == ["monitorB"])
        }
    }

    @Test(.holds("3.2.19", "8.0.2"), .keepsAway("RC#25444"), arguments: TestEngine.allCases)
    func `a deleted user leaves every unit`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let shared = try await shared(server)
            _ = try await server.fetch("POST", "users.delete", body: #"{"userId":"id-monitorA"}"#)
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers([], ["dep-1", "dep-2"]))
            #expect(try await server.members(ofUnit: shared) == UnitMembers(["monitorB"], []))
            let rows = try await server.world.number(
                "SELECT count(*) FROM unit_monitors WHERE user_id = $1", Who.monitorA.id)
            #expect(rows == 0)
        }
    }

    @Test(.holds("5.2.100", "D5.9"), arguments: TestEngine.allCases)
    func `a deactivated user is hidden everywhere until they are active again`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let shared = try await shared(server)
            for _ in 1...2 {
                try await setActive(server, .monitorA, false)
                #expect(try await server.members(ofUnit: "unit-a") == UnitMembers([], ["dep-1", "dep-2"]))
                #expect(try await server.members(ofUnit: shared) == UnitMembers(["monitorB"], []))
                #expect(try await server.send("GET", "livechat/units", as: .monitorA).status == 401)
                try await setActive(server, .monitorA, true)
                #expect(try await server.members(ofUnit: "unit-a") == UnitMembers(["monitorA"], ["dep-1", "dep-2"]))
                #expect(try await server.members(ofUnit: shared) == UnitMembers(["monitorA", "monitorB"], []))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a save that lists a hidden monitor keeps them, hidden`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await setActive(server, .monitorA, false)
            let body = unitBody("Alpha", monitors: [Who.monitorA.id, Who.monitorB.id])
            let saved = try await server.fetch("POST", "livechat/units/unit-a", body: body)
            #expect(saved.found("numMonitors") == 1)
            #expect(try await server.members(ofUnit: "unit-a").monitors == ["monitorB"])
            try await setActive(server, .monitorA, true)
            #expect(try await server.members(ofUnit: "unit-a").monitors == ["monitorA", "monitorB"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a save that leaves a hidden monitor out removes them`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await setActive(server, .monitorA, false)
            _ = try await server.fetch(
                "POST", "livechat/units/unit-a", body: unitBody("Alpha", monitors: [Who.monitorB.id]))
            try await setActive(server, .monitorA, true)
            #expect(try await server.members(ofUnit: "unit-a").monitors == ["monitorB"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a hidden monitor who loses the role is gone for good`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await setActive(server, .monitorA, false)
            _ = try await server.fetch("POST", "livechat/monitors.delete", body: #"{"username":"monitorA"}"#)
            _ = try await server.fetch("POST", "livechat/monitors.create", body: #"{"username":"monitorA"}"#)
            try await setActive(server, .monitorA, true)
            #expect(try await server.members(ofUnit: "unit-a").monitors == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the unit's own answers count the same while a monitor is hidden`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await setActive(server, .monitorA, false)
            let body = unitBody("Alpha", monitors: [Who.monitorA.id], departments: ["dep-1"])
            let saved = try await server.fetch("POST", "livechat/units/unit-a", body: body)
            #expect(saved.found("numMonitors") == 0)
            #expect(saved.found("numDepartments") == 1)
            let byMethod = try await server.call(
                "livechat:saveUnit", #"["unit-a",{"name":"A","visibility":"p"},[],[]]"#)
            #expect(byMethod.found("result", "numMonitors") == 0)
            let old = try await server.fetch("GET", "livechat/unitMonitors.list?unitId=unit-a")
            #expect(old.found("monitors") == [])
        }
    }
}
