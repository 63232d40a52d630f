import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 6.1, 6.2, D27 on every surface of departments: list, archived, autocomplete, get.
@Suite("onlyMyDepartments draws the same border on every surface", .holds("6"))
struct DepartmentScopeTests {
    private static let all = ["dep-1", "dep-2", "dep-3", "dep-4", "dep-5"]
    private static let lists = [
        ("livechat/department?showArchived=true", "departments"),
        ("livechat/departments/archived?count=0", "departments"),
        ("livechat/department.autocomplete?selector=%7B%7D&showArchived=true", "items"),
    ]

    /// The ids that each surface shows somebody.
    private static func seen(
        _ server: TestServer, _ who: Who, _ more: String = "&onlyMyDepartments=true"
    ) async throws -> [[String]] {
        var surfaces: [[String]] = []
        for (path, rows) in lists {
            surfaces.append(try await server.fetch("GET", path + more, as: who).each(rows, "_id").sorted())
        }
        var read: [String] = []
        for id in all {
            let answer = try await server.fetch("GET", "livechat/department/\(id)?includeAgents=false\(more)", as: who)
            if answer.found("department") != .null { read.append(id) }
        }
        return surfaces + [read]
    }

    /// A world whose departments are all archived, so that each surface has all of them to show.
    private static func run(
        _ engine: TestEngine, _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run("UPDATE departments SET archived = 1")
            try await body(server)
        }
    }

    private static func same(_ ids: [String]) -> [[String]] { Array(repeating: ids, count: 4) }

    @Test(.holds("6.2.21"), arguments: TestEngine.allCases)
    func `a restricted caller sees those of their units, everybody else all`(_ engine: TestEngine) async throws {
        try await Self.run(engine) { server in
            for (who, ids) in [
                (Who.monitorA, ["dep-1", "dep-2"]), (.monitorB, ["dep-3"]), (.idleMonitor, []), (.manager, Self.all),
                (.admin, Self.all), (.agent, Self.all),
            ] {
                let seen = try await Self.seen(server, who)
                #expect(seen == Self.same(ids), "\(who)")
            }
        }
    }

    @Test(.holds("6.2.22"), arguments: TestEngine.allCases, ["", "&onlyMyDepartments=false"])
    func `who does not ask for it sees all`(_ engine: TestEngine, _ more: String) async throws {
        try await Self.run(engine) { server in
            for who in [Who.monitorA, .idleMonitor, .agent] {
                let seen = try await Self.seen(server, who, more)
                #expect(seen == Self.same(Self.all), "\(who)")
            }
        }
    }

    @Test(.holds("6.2.23"), arguments: TestEngine.allCases, ["admin", "livechat-manager"])
    func `a monitor who is admin or manager too sees all`(_ engine: TestEngine, _ role: String) async throws {
        try await Self.run(engine) { server in
            try await server.world.run(
                "INSERT INTO user_roles (user_id, role_id, position) VALUES ($1, $2, 9)", Who.monitorA.id, role)
            #expect(try await Self.seen(server, .monitorA) == Self.same(Self.all))
        }
    }

    @Test(.holds("6.2.28", "D27.2"), arguments: TestEngine.allCases)
    func `being an agent of a department adds nothing on any surface`(_ engine: TestEngine) async throws {
        let join = #"{"upsert":[{"agentId":"id-monitorB","username":"monitorB"}],"remove":[]}"#
        try await Self.run(engine) { server in
            for id in ["dep-1", "dep-4"] {
                _ = try await server.fetch("POST", "livechat/department/\(id)/agents", body: join)
            }
            #expect(try await Self.seen(server, .monitorB) == Self.same(["dep-3"]))
        }
    }

    @Test(.holds("6.2.31"), arguments: TestEngine.allCases)
    func `where no unit exists no surface shows a monitor anything`(_ engine: TestEngine) async throws {
        try await Self.run(engine) { server in
            for id in ["unit-a", "unit-b"] { _ = try await server.fetch("DELETE", "livechat/units/\(id)") }
            #expect(try await Self.seen(server, .monitorA) == Self.same([]))
            #expect(try await Self.seen(server, .manager) == Self.same(Self.all))
        }
    }

    @Test(.holds("6.2.33"), arguments: TestEngine.allCases)
    func `a department is seen where its unit is, from the next request on`(_ engine: TestEngine) async throws {
        try await Self.run(engine) { server in
            let body = unitBody("Beta", monitors: [Who.monitorB.id], departments: ["dep-3", "dep-1", "dep-4"])
            _ = try await server.fetch("POST", "livechat/units/unit-b", body: body)
            #expect(try await Self.seen(server, .monitorA) == Self.same(["dep-2"]))
            #expect(try await Self.seen(server, .monitorB) == Self.same(["dep-1", "dep-3", "dep-4"]))
        }
    }

    @Test(.holds("6.2.29", "6.2.32"), arguments: TestEngine.allCases)
    func `the available ones are no more, for a monitor who is agent or where no unit exists`(
        _ engine: TestEngine
    ) async throws {
        let path = "livechat/units/none/departments/available?onlyMyDepartments=true"
        try await TestServer.run(engine) { server in
            try await server.world.grant("manage-livechat-units", to: "livechat-monitor")
            let join = #"{"upsert":[{"agentId":"id-idleMonitor","username":"idleMonitor"}],"remove":[]}"#
            _ = try await server.fetch("POST", "livechat/department/dep-4/agents", body: join)
            #expect(try await server.fetch("GET", path, as: .idleMonitor).found("total") == 0)
            for id in ["unit-a", "unit-b"] { _ = try await server.fetch("DELETE", "livechat/units/\(id)") }
            #expect(try await server.fetch("GET", path, as: .monitorA).found("total") == 0)
            #expect(try await server.fetch("GET", path, as: .manager).found("total") == 4)
        }
    }
}
