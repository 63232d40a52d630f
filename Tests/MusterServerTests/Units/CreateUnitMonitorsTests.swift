import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract section 2.3 and D5: whom a unit takes as its monitors.
@Suite("A unit's monitors are users who exist, are active and have the role", .holds("2.3", "2.4"))
struct CreateUnitMonitorsTests {
    @Test(.holds("D5.1"), arguments: TestEngine.allCases)
    func `an unknown user vanishes`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let ids = ["nobody", "", " ", "%", "monitorA", "ID-MONITORA", "id-monitorA ", "unit-a", "dep-1"]
            let id = try await server.makeUnit("X", monitors: ids + [Who.monitorB.id])
            #expect(try await server.members(ofUnit: id) == UnitMembers(["monitorB"], []))
        }
    }

    @Test(.holds("D5.2"), arguments: TestEngine.allCases, [Who.admin, .manager, .agent, .plain, .guest])
    func `a user without the role vanishes`(_ engine: TestEngine, _ who: Who) async throws {
        try await TestServer.run(engine) { server in
            let id = try await server.makeUnit("X", monitors: [who.id])
            #expect(try await server.members(ofUnit: id) == UnitMembers([], []))
            // Not even later: they were left out, not hidden.
            try await server.world.run(
                "INSERT INTO user_roles (user_id, role_id, position) VALUES ($1, 'livechat-monitor', 9)", who.id)
            #expect(try await server.members(ofUnit: id) == UnitMembers([], []))
        }
    }

    @Test(.holds("D5.3"), arguments: TestEngine.allCases)
    func `a deactivated monitor vanishes, and stays away when active again`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let id = try await server.makeUnit("X", monitors: [Who.inactive.id, Who.monitorA.id])
            #expect(try await server.members(ofUnit: id) == UnitMembers(["monitorA"], []))
            _ = try await server.fetch(
                "POST", "users.setActiveStatus", body: #"{"userId":"id-inactive","activeStatus":true}"#)
            #expect(try await server.members(ofUnit: id) == UnitMembers(["monitorA"], []))
        }
    }

    @Test(.holds("D5.5"), arguments: TestEngine.allCases)
    func `duplicates collapse`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let a = Who.monitorA.id
            let id = try await server.makeUnit("X", monitors: [a, Who.monitorB.id, a, a, "nobody", a])
            #expect(try await server.members(ofUnit: id) == UnitMembers(["monitorA", "monitorB"], []))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a monitor may have several units`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let id = try await server.makeUnit("X", monitors: [Who.monitorA.id])
            #expect(try await server.members(ofUnit: id) == UnitMembers(["monitorA"], []))
            #expect(try await server.members(ofUnit: "unit-a").monitors == ["monitorA"])
            let theirs = try await server.fetch("GET", "livechat/units", as: .monitorA).each("units", "_id")
            #expect(theirs.sorted() == [id, "unit-a"].sorted())
        }
    }

    @Test(.holds("D5.4"), arguments: TestEngine.allCases)
    func `the user name is the user's, whatever was sent`(_ engine: TestEngine) async throws {
        let sent = ["monitorB", "", "nobody", "MONITORA"].map {
            #"{"monitorId":"id-monitorA","username":"\#($0)"}"#
        }
        let data = #"{"name":"x","visibility":"public"}"#
        let body = #"{"unitData":\#(data),"unitMonitors":[\#(sent.joined(separator: ","))],"unitDepartments":[]}"#
        try await TestServer.run(engine) { server in
            let made = try await server.fetch("POST", "livechat/units", body: body)
            let id = try #require(made.found("_id")?.string)
            #expect(made.found("numMonitors") == 1)
            #expect(try await server.members(ofUnit: id) == UnitMembers(["monitorA"], []))
        }
    }

    @Test(.holds("D5.4"), .keepsAway("RC#2115"), arguments: TestEngine.allCases)
    func `a renamed monitor is shown under the new name`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run(
                "UPDATE users SET username = 'Anna.2', username_folded = 'anna.2' WHERE id = $1", Who.monitorA.id)
            #expect(try await server.members(ofUnit: "unit-a").monitors == ["Anna.2"])
            let id = try await server.makeUnit("X", monitors: [Who.monitorA.id])
            #expect(try await server.members(ofUnit: id).monitors == ["Anna.2"])
        }
    }

    @Test(.holds("3.1.39"), arguments: TestEngine.allCases)
    func `a monitor's row has the contract's members`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let id = try await server.makeUnit("X", monitors: [Who.monitorA.id, Who.monitorB.id])
            let answer = try await server.fetch("GET", "livechat/units/\(id)/monitors")
            #expect(answer.object?.keys == ["monitors", "success"])
            let rows = try #require(answer.found("monitors")?.array)
            #expect(rows.count == 2)
            for row in rows {
                #expect(row.object?.keys == ["_id", "monitorId", "unitId", "username", "_updatedAt"])
                #expect(row.found("unitId") == .string(id))
                let isID = (row.found("_id")?.string).map(isNewID) ?? false
                #expect(isID)
                let isDate = (row.found("_updatedAt")?.string).map(isWireDate) ?? false
                #expect(isDate)
            }
            #expect(answer.each("monitors", "monitorId") == [Who.monitorA.id, Who.monitorB.id])
            #expect(Set(answer.each("monitors", "_id")).count == 2)
        }
    }
}
