import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 4.3 (departmentUnit), D13; needs: 32615, 32682, 35370.
@Suite("departmentUnit attaches and detaches a department", .holds("4.2", "4.3"))
struct DepartmentUnitTests {
    /// Saves and returns what is answered; `dep-1` and `dep-2` are in unit A, `dep-3` is unit B's only one.
    @discardableResult
    private static func put(
        _ server: TestServer, _ id: String, _ unit: JSON?, as who: Who = .admin,
        _ sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> JSON {
        let body = DepartmentBody.text(["name": "Saved"], unit: unit)
        let saved = try await server.fetch("PUT", "livechat/department/\(id)", as: who, body: body, sourceLocation)
        let department = try #require(saved.found("department"), sourceLocation: sourceLocation)
        #expect(department.found("name") == "Saved", "the rest is saved", sourceLocation: sourceLocation)
        #expect(try await server.department(id) == department, sourceLocation: sourceLocation)
        return department
    }

    private static func post(_ server: TestServer, _ unit: JSON?, as who: Who = .admin) async throws -> String {
        let body = DepartmentBody.text(unit: unit)
        let made = try await server.fetch("POST", "livechat/department", as: who, body: body)
        #expect(made.found("department", "parentId") == nil, "shown as before it was attached")
        return made.found("department", "_id")?.string ?? ""
    }

    private static func departments(_ server: TestServer) async throws -> [[String]] {
        [
            try await server.members(ofUnit: "unit-a").departments,
            try await server.members(ofUnit: "unit-b").departments,
        ]
    }

    @Test(
        .holds("4.2.30", "4.3.11", "4.3.27", "D13.1", "D13.2", "D13.12"), arguments: TestEngine.allCases,
        [nil, .null] as [JSON?])
    func `absent and null leave the unit alone`(_ engine: TestEngine, _ unit: JSON?) async throws {
        try await TestServer.run(engine) { server in
            for id in ["dep-1", "dep-3"] {
                let saved = try await Self.put(server, id, unit)
                let parent = id == "dep-1" ? "unit-a" : "unit-b"
                #expect(saved.found("parentId") == .string(parent) && saved.found("ancestors") == [.string(parent)])
            }
            let free = try await Self.put(server, "dep-4", unit)
            #expect(free.found("parentId") == nil && free.found("ancestors") == nil, "never in a unit: neither key")
            let made = try await Self.post(server, unit)
            #expect(try await server.parent(ofDepartment: made) == nil)
            #expect(try await Self.departments(server) == [["dep-1", "dep-2"], ["dep-3"]])
        }
    }

    @Test(
        .holds("4.2.23", "4.3.12", "4.3.37", "D13.3", "D13.4", "D13.10"), arguments: TestEngine.allCases,
        [[:], ["_id": .null], ["_id": ""]] as [JSON])
    func `an empty one detaches, and nulls remain`(_ engine: TestEngine, _ unit: JSON) async throws {
        try await TestServer.run(engine) { server in
            let saved = try await Self.put(server, "dep-1", unit)
            #expect(saved.found("parentId") == .null && saved.found("ancestors") == .null)
            #expect(try await Self.departments(server) == [["dep-2"], ["dep-3"]])
            #expect(try await server.eventKinds() == ["unit.departments-changed", "department.updated"])
            let free = try await Self.put(server, "dep-4", unit)
            #expect(free.found("parentId") == nil && free.found("ancestors") == nil)
            let made = try await Self.post(server, unit)
            #expect(try await server.parent(ofDepartment: made) == nil)
        }
    }

    @Test(
        .holds("4.3.28", "4.7.3", "D13.5"), arguments: TestEngine.allCases,
        [[:], ["_id": .null], ["_id": ""]] as [JSON])
    func `a unit's last department cannot be detached by anybody, and nothing is saved`(
        _ engine: TestEngine, _ unit: JSON
    ) async throws {
        let body = DepartmentBody.text(["name": "Saved"], unit: unit)
        try await expectRefused(
            engine,
            // Before it is asked who may: a monitor of another unit could not have detached it.
            [Who.admin, .manager, .monitorB, .monitorA].map {
                Exchange("PUT livechat/department/dep-3", as: $0, body, gives: DepartmentRefusal.lastOfUnit)
            })
    }

    @Test(.holds("4.3.26", "4.3.36", "4.3.38"), arguments: TestEngine.allCases)
    func `joining and moving change both units' counts`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let joined = try await Self.put(server, "dep-4", ["_id": "unit-b"])
            #expect(joined.found("parentId") == "unit-b" && joined.found("ancestors") == ["unit-b"])
            #expect(try await Self.departments(server) == [["dep-1", "dep-2"], ["dep-3", "dep-4"]])
            try await Self.put(server, "dep-1", ["_id": "unit-b"])
            #expect(try await Self.departments(server) == [["dep-2"], ["dep-1", "dep-3", "dep-4"]])
            // A move may empty a unit.
            try await Self.put(server, "dep-2", ["_id": "unit-b"])
            #expect(try await Self.departments(server) == [[], ["dep-1", "dep-2", "dep-3", "dep-4"]])
            try await Self.put(server, "dep-2", ["_id": "unit-a"])
            #expect(try await Self.departments(server) == [["dep-2"], ["dep-1", "dep-3", "dep-4"]])
        }
    }

    @Test(.holds("4.3.29", "4.3.30"), .keepsAway("RC#32682 (review)"), arguments: TestEngine.allCases)
    func `its own unit and an unknown one change nothing`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for unit in ["unit-a", "nothing", "dep-2", "dep-1", "UNIT-B", "unit-b "] {
                let saved = try await Self.put(server, "dep-1", ["_id": .string(unit)])
                #expect(saved.found("parentId") == "unit-a", "\(unit)")
            }
            for unit in ["nothing", "dep-1"] {
                let made = try await Self.post(server, ["_id": .string(unit)])
                #expect(try await server.parent(ofDepartment: made) == nil, "\(unit)")
            }
            #expect(try await Self.departments(server) == [["dep-1", "dep-2"], ["dep-3"]])
            #expect(try await server.eventKinds().filter { $0.hasPrefix("unit.") } == [])
        }
    }

    @Test(
        .holds("4.2.28", "4.3.31", "6.2.16"), .keepsAway("RC#32682"), arguments: TestEngine.allCases,
        [Who.admin, .manager])
    func `admin and manager may attach to any unit`(_ engine: TestEngine, _ who: Who) async throws {
        try await TestServer.run(engine) { server in
            let made = try await Self.post(server, ["_id": "unit-a"], as: who)
            #expect(try await server.parent(ofDepartment: made) == "unit-a")
            try await Self.put(server, made, ["_id": "unit-b"], as: who)
            #expect(try await server.parent(ofDepartment: made) == "unit-b")
            try await Self.put(server, made, [:], as: who)
            #expect(try await server.parent(ofDepartment: made) == .null)
            let kinds = try await server.eventKinds()
            #expect(kinds.filter { $0 == "department.created" }.count == 1)
            #expect(kinds.filter { $0 == "unit.departments-changed" }.count == 4, "\(kinds)")
        }
    }

    @Test(
        .holds("4.3.33", "4.3.35", "6.2.17"), .keepsAway("LiveHelperChat#1698", "RC#32615"),
        arguments: TestEngine.allCases)
    func `a monitor may within their units, and is ignored silently elsewhere`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let mine = try await Self.post(server, ["_id": "unit-a"], as: .monitorA)
            #expect(try await server.parent(ofDepartment: mine) == "unit-a")
            let others = try await Self.post(server, ["_id": "unit-b"], as: .monitorA)
            #expect(try await server.parent(ofDepartment: others) == nil)
            // Out of their unit into nobody's, from nobody's into theirs.
            try await Self.put(server, mine, [:], as: .monitorA)
            #expect(try await server.parent(ofDepartment: mine) == .null)
            try await Self.put(server, mine, ["_id": "unit-a"], as: .monitorA)
            #expect(try await server.parent(ofDepartment: mine) == "unit-a")
            // Into another's, out of another's, from another's into theirs.
            try await Self.put(server, mine, ["_id": "unit-b"], as: .monitorA)
            #expect(try await server.parent(ofDepartment: mine) == "unit-a")
            try await Self.put(server, "dep-4", ["_id": "unit-b"])
            try await Self.put(server, "dep-4", [:], as: .monitorA)
            try await Self.put(server, "dep-3", ["_id": "unit-a"], as: .monitorA)
            #expect(try await Self.departments(server)[1] == ["dep-3", "dep-4"])
            // Who monitors both may move.
            try await server.world.run(
                """
                INSERT INTO unit_monitors (id, unit_id, user_id, updated_at)
                VALUES ('row', 'unit-b', 'id-monitorA', 0)
                """)
            try await Self.put(server, "dep-3", ["_id": "unit-a"], as: .monitorA)
            #expect(try await server.parent(ofDepartment: "dep-3") == "unit-a")
        }
    }

    @Test(.holds("4.3.34", "6.2.18"), arguments: TestEngine.allCases)
    func `nobody else may, whatever permissions they hold`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for permission in ["manage-livechat-departments", "manage-livechat-units"] {
                try await server.world.grant(permission, to: "user")
            }
            for who in [Who.plain, .agent, .idleMonitor] {
                let made = try await Self.post(server, ["_id": "unit-a"], as: who)
                #expect(try await server.parent(ofDepartment: made) == nil, "\(who)")
                try await Self.put(server, "dep-1", ["_id": "unit-b"], as: who)
                try await Self.put(server, "dep-1", [:], as: who)
                #expect(try await server.parent(ofDepartment: "dep-1") == "unit-a", "\(who)")
            }
            #expect(try await server.eventKinds().filter { $0.hasPrefix("unit.") } == [])
        }
    }

    @Test(.holds("4.7.36"), arguments: TestEngine.allCases)
    func `a department that is refused is attached to nothing`(_ engine: TestEngine) async throws {
        try await expectRefused(
            engine,
            [
                Exchange(
                    "PUT livechat/department/dep-4",
                    DepartmentBody.text(agents: [[:]], unit: ["_id": "unit-b"]),
                    gives: Refusal.match("Missing key 'agentId' in field upsert[0]")),
                Exchange(
                    "POST livechat/department",
                    DepartmentBody.text(["fallbackForwardDepartment": "x"], unit: ["_id": "unit-b"]),
                    gives: DepartmentRefusal.unknownFallback),
            ])
    }
}
