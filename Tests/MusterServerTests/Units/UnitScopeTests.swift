import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Who sees and changes which unit: contract section 6.2, D12, D23.
@Suite("A monitor finds their own units only", .holds("6"))
struct UnitScopeTests {
    private func listed(_ server: TestServer, _ who: Who, _ query: String = "") async throws -> [String] {
        try await server.fetch("GET", "livechat/units?\(query)", as: who).each("units", "_id")
    }

    @Test(.holds("6.1.4", "D12.2", "D12.3"), arguments: TestEngine.allCases, [false, true])
    func `a monitor lists and reads the units they monitor, with the permission or without`(
        _ engine: TestEngine, _ holdsPermission: Bool
    ) async throws {
        try await TestServer.run(engine) { server in
            if holdsPermission { try await server.world.grant("manage-livechat-units", to: "livechat-monitor") }
            #expect(try await listed(server, .monitorA) == ["unit-a"])
            #expect(try await listed(server, .monitorB) == ["unit-b"])
            #expect(try await listed(server, .idleMonitor) == [])
            let list = try await server.fetch("GET", "livechat/units", as: .monitorA)
            #expect(list.found("total") == 1)
            #expect(list.found("count") == 1)
            #expect(try await listed(server, .monitorA, "text=Beta") == [])
            #expect(try await listed(server, .monitorA, "text=Alp") == ["unit-a"])
            #expect(try await server.fetch("GET", "livechat/units/unit-a", as: .monitorA).found("name") == "Alpha")
            #expect(try await server.send("GET", "livechat/units/unit-b", as: .monitorA).text == "null")
            #expect(try await server.send("GET", "livechat/units/unit-a", as: .idleMonitor).text == "null")
        }
    }

    @Test(.holds("3.1.5", "6.2.12", "D12.6"), .keepsAway("chatwoot#8787"), arguments: TestEngine.allCases)
    func `a restricted holder of the permission updates and deletes their units only`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            try await server.world.grant("manage-livechat-units", to: "livechat-monitor")
            let before = try await server.snapshot()
            let body = unitBody("Mine", monitors: [Who.monitorA.id], departments: ["dep-1", "dep-3"])
            for (who, unit) in [(Who.monitorA, "unit-b"), (.idleMonitor, "unit-a"), (.monitorA, "unknown")] {
                let update = try await server.send("POST", "livechat/units/\(unit)", as: who, body: body)
                #expect(update.status == 400)
                #expect(update.text == UnitAnswer.unknownOnUpdate)
                let delete = try await server.send("DELETE", "livechat/units/\(unit)", as: who)
                #expect(delete.status == 400)
                #expect(delete.text == UnitAnswer.unknownOnDelete)
            }
            #expect(try await server.snapshot() == before)

            _ = try await server.fetch("POST", "livechat/units/unit-a", as: .monitorA, body: body)
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers(["monitorA"], ["dep-1"]))
            #expect(try await server.send("DELETE", "livechat/units/unit-a", as: .monitorA).text == "1")
            #expect(try await server.send("GET", "livechat/units/unit-a").text == "null")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a restricted holder of the permission finds a unit they make if they monitor it`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            try await server.world.grant("manage-livechat-units", to: "livechat-monitor")
            let mine = try await server.makeUnit("Mine", monitors: [Who.idleMonitor.id], as: .idleMonitor)
            let other = try await server.makeUnit("Other", monitors: [Who.monitorA.id], as: .idleMonitor)
            #expect(try await listed(server, .idleMonitor) == [mine])
            #expect(try await server.send("GET", "livechat/units/\(other)", as: .idleMonitor).text == "null")
            #expect(try await listed(server, .monitorA).sorted() == [other, "unit-a"].sorted())
        }
    }

    @Test(.holds("D23.3"), arguments: TestEngine.allCases)
    func `a monitor who leaves their unit has lost it with the next request`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.grant("manage-livechat-units", to: "livechat-monitor")
            let left = try await server.fetch("POST", "livechat/units/unit-a", as: .monitorA, body: unitBody("Left"))
            #expect(left.found("name") == "Left")
            #expect(left.found("numMonitors") == 0)
            #expect(try await listed(server, .monitorA) == [])
            #expect(try await server.send("GET", "livechat/units/unit-a", as: .monitorA).text == "null")
            let again = try await server.send("POST", "livechat/units/unit-a", as: .monitorA, body: unitBody("Back"))
            #expect(again.text == UnitAnswer.unknownOnUpdate)
        }
    }

    @Test(.holds("6.2.12"), arguments: TestEngine.allCases)
    func `a monitor without the permission may write nothing, their own units neither`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            let before = try await server.snapshot()
            let body = unitBody("Mine", monitors: [Who.monitorA.id])
            for (method, path) in [
                ("POST", "livechat/units"), ("POST", "livechat/units/unit-a"), ("DELETE", "livechat/units/unit-a"),
                ("POST", "livechat/units/unit-b"), ("DELETE", "livechat/units/unknown"),
            ] {
                let answer = try await server.send(method, path, as: .monitorA, body: body)
                #expect(answer.status == 403, "\(method) \(path)")
                #expect(answer.text == UnitAnswer.noPermission)
            }
            #expect(try await server.snapshot() == before)
        }
    }

    @Test(.holds("6.1.2"), arguments: TestEngine.allCases, ["admin", "livechat-manager"])
    func `a monitor who is admin or manager too is not restricted`(_ engine: TestEngine, _ role: String) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run(
                "INSERT INTO user_roles (user_id, role_id, position) VALUES ($1, $2, 9)", Who.monitorA.id, role)
            #expect(try await listed(server, .monitorA) == ["unit-a", "unit-b"])
            let body = unitBody("Beta 2", monitors: [Who.monitorB.id], departments: ["dep-3"])
            let updated = try await server.fetch("POST", "livechat/units/unit-b", as: .monitorA, body: body)
            #expect(updated.found("name") == "Beta 2")
            #expect(try await server.send("DELETE", "livechat/units/unit-b", as: .monitorA).text == "1")
        }
    }

    @Test(.holds("6.1.8", "D23.2"), arguments: TestEngine.allCases)
    func `a right given or taken counts with the next request`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            #expect(try await server.send("GET", "livechat/units", as: .plain).status == 403)
            try await server.world.grant("manage-livechat-units", to: "user")
            #expect(try await listed(server, .plain) == ["unit-a", "unit-b"])
            #expect(try await listed(server, .monitorA) == ["unit-a"])
            let body = unitBody("Alpha", monitors: [Who.monitorB.id], departments: ["dep-1"])
            _ = try await server.fetch("POST", "livechat/units/unit-a", as: .plain, body: body)
            #expect(try await listed(server, .monitorA) == [])
            #expect(try await listed(server, .monitorB) == ["unit-a", "unit-b"])
            try await server.world.revoke("manage-livechat-units", from: "user")
            #expect(try await server.send("GET", "livechat/units", as: .plain).status == 403)
        }
    }

    @Test(
        .holds("6.2.13", "D12.7"), arguments: TestEngine.allCases,
        [[], ["livechat-monitor"], ["user"], ["guest", "livechat-agent"]])
    func `for everybody the list shows exactly the ids that can be read`(_ engine: TestEngine, _ roles: [String])
        async throws
    {
        try await TestServer.run(engine) { server in
            for role in roles { try await server.world.grant("manage-livechat-units", to: role) }
            let both = unitBody("Both", monitors: [Who.monitorA.id, Who.monitorB.id], departments: ["dep-4"])
            _ = try await server.fetch("POST", "livechat/units", body: both)
            let all = try await listed(server, .admin, "count=0")
            #expect(all.count == 3)
            for who in Who.allCases {
                let list = try await server.send("GET", "livechat/units?count=0", as: who)
                var readable: [String] = []
                for id in all {
                    let read = try await server.send("GET", "livechat/units/\(id)", as: who)
                    #expect(read.status == list.status, "\(who) \(id)")
                    if read.json?.found("_id") == .string(id) { readable.append(id) }
                }
                #expect(list.json?.each("units", "_id") ?? [] == readable, "\(who)")
                let unknown = try await server.send("GET", "livechat/units/unknown", as: who)
                #expect(unknown.status == list.status, "\(who)")
            }
        }
    }
}
