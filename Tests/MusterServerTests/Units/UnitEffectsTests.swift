import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// What a save does elsewhere (D5, D6, D12, D13).
@Suite("What saving a unit does", .holds("2.5", "2.6", "2.7", "2.8", "2.9"))
struct UnitEffectsTests {
    private static func numbers(_ server: TestServer, _ unit: String) async throws -> [Double?] {
        let object = try await server.send("GET", "livechat/units/\(unit)").json?.object
        return [object?["numMonitors"]?.number, object?["numDepartments"]?.number]
    }

    @Test(arguments: TestEngine.allCases)
    func `a takeover leaves both units' counts right at once`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = UnitScenarios.body("Gamma", departments: ["dep-1"])
            let answer = try await server.send("POST", "livechat/units", body: body)
            #expect(answer.status == 200)
            #expect(try await Self.numbers(server, "unit-a") == [1, 1])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a department that left a unit shows nulls, one that never was in one shows neither`(
        _ engine: TestEngine
    ) async throws {
        try await TestServer.run(engine) { server in
            #expect(try await server.send("DELETE", "livechat/units/unit-a").text == "1")
            let left = try await server.send("GET", "livechat/department/dep-1").json?.object?["department"]?.object
            #expect(left?["parentId"] == .null)
            #expect(left?["ancestors"] == .null)
            let free = try await server.send("GET", "livechat/department/dep-4").json?.object?["department"]?.object
            #expect(free?["parentId"] == nil)
            #expect(free?["ancestors"] == nil)
            #expect(try await server.send("GET", "livechat/units/unit-a").text == "null")
            #expect(try await server.world.number("SELECT count(*) FROM unit_monitors WHERE unit_id = 'unit-a'") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a deactivated monitor is hidden until they are active again`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            func activate(_ active: Bool) async throws {
                let body = #"{"userId":"id-monitorA","activeStatus":\#(active)}"#
                #expect(try await server.send("POST", "users.setActiveStatus", body: body).status == 200)
            }
            try await activate(false)
            #expect(try await Self.numbers(server, "unit-a") == [0, 2])
            #expect(
                try await server.send("GET", "livechat/units/unit-a/monitors").text
                    == #"{"monitors":[],"success":true}"#)
            try await activate(true)
            #expect(try await Self.numbers(server, "unit-a") == [1, 2])
        }
    }

    @Test(
        arguments: TestEngine.allCases,
        [
            ("livechat/monitors.delete", #"{"username":"monitorA"}"#), ("users.delete", #"{"userId":"id-monitorA"}"#),
        ])
    func `a user who loses the role or is deleted leaves their units`(
        _ engine: TestEngine, _ request: (path: String, body: String)
    )
        async throws
    {
        try await TestServer.run(engine) { server in
            let answer = try await server.send("POST", request.path, body: request.body)
            #expect(answer.status == 200)
            #expect(try await Self.numbers(server, "unit-a") == [0, 2])
            #expect(
                try await server.world.number("SELECT count(*) FROM unit_monitors WHERE user_id = 'id-monitorA'") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a restricted holder of the permission finds only their units`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.grant("manage-livechat-units", to: "livechat-monitor")
            let list = try await server.send("GET", "livechat/units", as: .monitorA).text
            #expect(list.contains("Alpha") && !list.contains("Beta"))
            #expect(try await server.send("GET", "livechat/units/unit-b", as: .monitorA).text == "null")
            let foreign = try await server.send(
                "POST", "livechat/units/unit-b", as: .monitorA, body: UnitScenarios.body("Stolen"))
            #expect(foreign.text.contains("error-unit-not-found"))
            #expect(
                try await server.send("DELETE", "livechat/units/unit-b", as: .monitorA).text.contains("unit-not-found"))
            let own = UnitScenarios.body("Mine", monitors: ["id-monitorA"])
            #expect(try await server.send("POST", "livechat/units/unit-a", as: .monitorA, body: own).status == 200)
        }
    }

    @Test(arguments: TestEngine.allCases, Who.people)
    func `the list shows exactly the units that can be read`(_ engine: TestEngine, _ who: Who) async throws {
        try await TestServer.run(engine) { server in
            let list = try await server.send("GET", "livechat/units", as: who)
            guard list.status == 200 else { return }
            let listed = list.json?.object?["units"]?.array?.compactMap { $0.object?["_id"]?.string } ?? []
            for unit in ["unit-a", "unit-b"] {
                let isReadable = try await server.send("GET", "livechat/units/\(unit)", as: who).text != "null"
                #expect(isReadable == listed.contains(unit))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of forty units that claim one department at once exactly one holds it`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let answers = try await withThrowingTaskGroup(of: HTTPAnswer.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        let body = UnitScenarios.body(
                            "U\(number)", monitors: ["id-monitorB"], departments: ["dep-4", "dep-1"])
                        return try await server.send("POST", "livechat/units", body: body)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0.status == 200 && $0.text.contains(#""numDepartments":2"#) })
            let units = try await server.send("GET", "livechat/units?count=0").json?.object?["units"]?.array ?? []
            #expect(units.count == 42)
            #expect(units.compactMap { $0.object?["numDepartments"]?.number }.reduce(0, +) == 4)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of two administrators who save at once one wins whole`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let first = UnitScenarios.body("First", monitors: ["id-monitorA"], departments: ["dep-1"])
            let second = UnitScenarios.body("Second", monitors: [], departments: ["dep-2", "dep-4", "dep-3"])
            for _ in 0..<10 {
                async let one = server.send("POST", "livechat/units/unit-a", body: first)
                async let two = server.send("POST", "livechat/units/unit-a", body: second)
                let statuses = try await [one.status, two.status]
                #expect(statuses == [200, 200])
                let name = try await server.send("GET", "livechat/units/unit-a").json?.object?["name"]?.string
                #expect(try await Self.numbers(server, "unit-a") == (name == "First" ? [1, 1] : [0, 3]))
            }
        }
    }
}
