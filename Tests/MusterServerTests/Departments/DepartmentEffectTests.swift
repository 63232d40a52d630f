import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// What takes more than one request: contract 1.15, 4.1 to 4.3, 4.7, D13, D30.
@Suite("What a department's save looks at, and what is seen of it", .holds("4.1"))
struct DepartmentEffectTests {
    private static func ids(_ server: TestServer, _ query: String = "") async throws -> [String] {
        try await server.fetch("GET", "livechat/department?\(query)").each("departments", "_id")
    }

    @Test(.holds("4.0.8", "4.0.9", "4.1.13"), arguments: TestEngine.allCases)
    func `one taken out of the archive is listed again, and shows that it was there`(_ engine: TestEngine) async throws
    {
        try await TestServer.run(engine) { server in
            #expect(try await !Self.ids(server).contains("dep-5"))
            _ = try await server.fetch("POST", "livechat/department/dep-5/unarchive")
            #expect(try await Self.ids(server).contains("dep-5"))
            #expect(try await server.department("dep-5").found("archived") == false)
            #expect(try await server.department("dep-4").found("archived") == nil, "absent until archived once")
            #expect(try await !Self.ids(server, "enabled=true").contains("dep-5"), "it is still disabled")
        }
    }

    @Test(.holds("4.1.20"), arguments: TestEngine.allCases)
    func `a list is sorted by any member of a department, a missing one first`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let rows: [(id: String, email: JSON, description: JSON?)] = [
                ("dep-1", "c@example.com", "z"), ("dep-2", "a@example.com", "y"), ("dep-3", "b@example.com", nil),
                ("dep-4", "d@example.com", "x"),
            ]
            for row in rows {
                let body = DepartmentBody.text(["email": row.email, "description": row.description])
                _ = try await server.fetch("PUT", "livechat/department/\(row.id)", body: body)
            }
            for (sort, ids) in [
                (#"{"email":1}"#, ["dep-2", "dep-3", "dep-1", "dep-4"]),
                (#"{"email":-1}"#, ["dep-4", "dep-1", "dep-3", "dep-2"]),
                (#"{"description":1}"#, ["dep-3", "dep-4", "dep-2", "dep-1"]),
                (#"{"ancestors":1}"#, ["dep-4", "dep-1", "dep-2", "dep-3"]),
            ] {
                #expect(try await Self.ids(server, "sort=\(queryValue(sort))") == ids, "\(sort)")
            }
        }
    }

    @Test(.holds("4.7.5"), arguments: TestEngine.allCases)
    func `the last of its unit is named before an archived one that is to be enabled`(_ engine: TestEngine) async throws
    {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("POST", "livechat/department/dep-3/archive")
            let before = try await server.snapshot()
            let path = "PUT livechat/department/dep-3"
            try await server.expect(
                Exchange(path, DepartmentBody.text(unit: [:]), gives: DepartmentRefusal.lastOfUnit))
            try await server.expect(
                Exchange(path, DepartmentBody.text(unit: ["_id": "unit-a"]), gives: DepartmentRefusal.archived))
            #expect(try await server.snapshot() == before)
        }
    }

    @Test(.holds("4.3.16"), arguments: TestEngine.allCases)
    func `who may only add agents is refused before a unit's last department is`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.grant("add-livechat-department-agents", to: "user")
            let before = try await server.snapshot()
            for body in [
                DepartmentBody.text(unit: [:]), DepartmentBody.text(agents: [["agentId": "id-plain"]]),
                #"{"department":{}}"#,
            ] {
                let answer = try await server.send("PUT", "livechat/department/dep-3", as: .plain, body: body)
                #expect(answer.status == 400)
                #expect(answer.text == #"{"success":false,"error":"error-not-allowed"}"#)
            }
            #expect(try await server.snapshot() == before)
        }
    }

    @Test(.holds("4.3.32", "D27.4"), arguments: TestEngine.allCases)
    func `a monitor who is a manager too may in every unit, and sees all departments`(_ engine: TestEngine) async throws
    {
        try await TestServer.run(engine) { server in
            try await server.world.run(
                """
                INSERT INTO user_roles (user_id, role_id, position) VALUES ('id-idleMonitor', 'livechat-manager', 9)
                """)
            let body = DepartmentBody.text(unit: ["_id": "unit-b"])
            _ = try await server.fetch("PUT", "livechat/department/dep-1", as: .idleMonitor, body: body)
            #expect(try await server.parent(ofDepartment: "dep-1") == "unit-b")
            let mine = try await server.fetch(
                "GET", "livechat/department?onlyMyDepartments=true", as: .idleMonitor)
            #expect(mine.found("total") == 4)
        }
    }

    @Test(.holds("D31.2"), arguments: TestEngine.allCases)
    func `what was read of a unit's department and made anew is in no unit`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for id in ["dep-1", "dep-3"] {
                let body = JSON.object(["department": try await server.department(id)]).text()
                let made = try await server.fetch("POST", "livechat/department", body: body)
                let new = made.found("department", "_id")?.string ?? ""
                #expect(new.count == 17)
                #expect(try await server.parent(ofDepartment: new) == nil, "never in a unit: neither key")
            }
            #expect(try await server.members(ofUnit: "unit-a").departments == ["dep-1", "dep-2"])
            #expect(try await server.members(ofUnit: "unit-b").departments == ["dep-3"])
        }
    }

    @Test(.holds("4.3.39"), arguments: TestEngine.allCases)
    func `of two that leave a unit at once the last one stays`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let leave = DepartmentBody.text(unit: [:])
            for _ in 0..<5 {
                async let one = server.send("PUT", "livechat/department/dep-1", body: leave)
                async let two = server.send("PUT", "livechat/department/dep-2", body: leave)
                let answers = try await [one, two]
                #expect(answers.map(\.status).sorted() == [200, 400], "\(answers.map(\.text))")
                let refused = answers.first { $0.status == 400 }
                #expect(refused?.text == DepartmentRefusal.lastOfUnit)
                #expect(try await server.members(ofUnit: "unit-a").departments.count == 1)
                let both = unitBody("Alpha", departments: ["dep-1", "dep-2"])
                _ = try await server.fetch("POST", "livechat/units/unit-a", body: both)
            }
        }
    }

    @Test(.holds("4.0.1", "D30.6"), arguments: TestEngine.allCases)
    func `deactivated users and bots may be put into a department`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let agents: JSON = [["agentId": "id-inactive"], ["agentId": "rocket.cat"], ["agentId": "id-guest"]]
            _ = try await server.fetch(
                "PUT", "livechat/department/dep-4", body: DepartmentBody.text(agents: agents))
            #expect(
                try await server.agents(ofDepartment: "dep-4") == [
                    "guest 0 0 true", "inactive 0 0 true", "rocket.cat 0 0 true",
                ])
            _ = try await server.fetch("POST", "users.delete", body: #"{"userId":"id-guest"}"#)
            #expect(try await server.department("dep-4").found("numAgents") == 2, "counted, not stored")
        }
    }
}
