import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 4.1, 6.2, D27.
@Suite("GET livechat/department", .holds("4.1"))
struct ListDepartmentsTests {
    private static func ids(_ server: TestServer, _ query: String, as who: Who = .admin) async throws -> [String] {
        let list = try await server.fetch("GET", "livechat/department?\(query)", as: who)
        let ids = list.each("departments", "_id")
        #expect(list.found("total") == .int(ids.count) && list.found("count") == .int(ids.count), "\(query)")
        return ids
    }

    static let filters: [(query: String, ids: [String])] = [
        ("", ["dep-3", "dep-4", "dep-1", "dep-2"]), ("showArchived=false", ["dep-3", "dep-4", "dep-1", "dep-2"]),
        ("showArchived=true", ["dep-5", "dep-3", "dep-4", "dep-1", "dep-2"]),
        ("enabled=true", ["dep-3", "dep-4", "dep-1"]), ("enabled=false", ["dep-3", "dep-4", "dep-1", "dep-2"]),
        ("enabled=true&showArchived=true", ["dep-3", "dep-4", "dep-1"]),
        ("excludeDepartmentId=dep-1", ["dep-3", "dep-4", "dep-2"]),
        ("excludeDepartmentId=nothing", ["dep-3", "dep-4", "dep-1", "dep-2"]),
        ("excludeDepartmentId=unit-a", ["dep-3", "dep-4", "dep-1", "dep-2"]),
        ("text=ALE", ["dep-1"]), ("text=l", ["dep-3", "dep-1"]), ("text=", ["dep-3", "dep-4", "dep-1", "dep-2"]),
        ("text=s&excludeDepartmentId=dep-1", ["dep-2"]), ("text=nothing", []), ("text=arch", []),
        ("text=arch&showArchived=true", ["dep-5"]), ("text=%25", []), ("text=_", []), ("text=.*", []),
        ("text=%5C", []), ("text=(", []), ("text=%00", []), ("text=Alpha", []), ("text=dep-1", []),
        ("onlyMyDepartments=true", ["dep-3", "dep-4", "dep-1", "dep-2"]),
        ("query=%7B%22name%22%3A%22x%22%7D", []), ("query=%7B%22name%22%3A%22Sales%22%7D", ["dep-1"]),
    ]

    @Test(.holds("4.1.12", "4.1.14", "4.1.15", "4.1.16"), .keepsAway("RC#37579"), arguments: TestEngine.allCases)
    func `every filter leaves what it should, by name`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run("UPDATE departments SET enabled = 0 WHERE id = 'dep-2'")
            for (query, ids) in Self.filters { #expect(try await Self.ids(server, query) == ids, "\(query)") }
        }
    }

    @Test(.holds("4.1.17"), arguments: TestEngine.allCases)
    func `text is literal, anywhere, whatever the case in any script`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            var made: [String: String] = [:]
            for name in ["100%", "a_b", #"back\slash"#, "Ünïcode", "ΣΊΣΥΦΟΣ", "it's \"quoted\"", "(a+)+$", "a\u{0}b"] {
                let body = DepartmentBody.text(["name": .string(name)])
                made[name] = try await server.fetch("POST", "livechat/department", body: body)
                    .found("department", "_id")?.string
            }
            for (text, name) in [
                ("%", "100%"), ("_", "a_b"), ("\\", #"back\slash"#), ("üNÏ", "Ünïcode"), ("σίσ", "ΣΊΣΥΦΟΣ"),
                ("s \"Q", "it's \"quoted\""), ("(a+)+$", "(a+)+$"), ("\u{0}", "a\u{0}b"),
            ] {
                #expect(try await Self.ids(server, "text=\(queryValue(text))") == [made[name] ?? ""], "\(text)")
            }
        }
    }

    static let refusals = [
        ("fields=x", Refusal.extraMember), ("fields=%7B%7D", Refusal.extraMember), ("more=1", Refusal.extraMember),
        ("Text=x", Refusal.extraMember), ("_id=dep-1", Refusal.extraMember),
        ("count=x", Refusal.schema("must be number")),
        ("offset=x", Refusal.schema("must be number")), ("fields=x&count=x", Refusal.extraMember),
    ].map { Exchange("GET livechat/department?\($0)", gives: $1) }

    @Test(.holds("4.1.4", "4.1.5"), arguments: TestEngine.allCases)
    func `parameters that the schema does not list are refused`(_ engine: TestEngine) async throws {
        try await expectRefused(engine, Self.refusals)
    }

    @Test(.holds("4.1.8"), arguments: TestEngine.allCases, ["enabled", "showArchived", "onlyMyDepartments"])
    func `a flag is the text true or false`(_ engine: TestEngine, _ flag: String) async throws {
        try await TestServer.run(engine) { server in
            for value in ["1", "TRUE", "yes", "null"] {
                let answer = try await server.send("GET", "livechat/department?\(flag)=\(value)")
                #expect(answer.status == 400, "\(value)")
                #expect(answer.json?.found("errorType") == "invalid-params", "\(answer.text)")
            }
        }
    }

    @Test(
        .holds("4.1.24", "6.2.1", "6.2.20", "D27.1", "D27.3"), .keepsAway("RC#17662", "RC#22048", "RC#36801"),
        arguments: TestEngine.allCases)
    func `onlyMyDepartments leaves a monitor those of their units, and only if they ask`(_ engine: TestEngine)
        async throws
    {
        let all = ["dep-3", "dep-4", "dep-1", "dep-2"]
        try await TestServer.run(engine) { server in
            for (who, mine) in [
                (Who.monitorA, ["dep-1", "dep-2"]), (.monitorB, ["dep-3"]), (.idleMonitor, []), (.manager, all),
                (.admin, all), (.agent, all),
            ] {
                #expect(try await Self.ids(server, "onlyMyDepartments=true", as: who) == mine, "\(who)")
                #expect(try await Self.ids(server, "onlyMyDepartments=false", as: who) == all, "\(who)")
                #expect(try await Self.ids(server, "", as: who) == all, "\(who)")
            }
            let free = try await server.fetch("GET", "livechat/department?onlyMyDepartments=true&text=s", as: .monitorB)
            #expect(free.found("total") == 0)
        }
    }

    @Test(.holds("6.1.5", "6.2.27", "D27.1", "D27.2"), arguments: TestEngine.allCases)
    func `being an agent adds nothing to a monitor's departments`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = DepartmentBody.text(["name": "Free"], agents: [["agentId": "id-idleMonitor"]])
            _ = try await server.fetch("PUT", "livechat/department/dep-4", body: body)
            #expect(try await Self.ids(server, "onlyMyDepartments=true", as: .idleMonitor) == [])
        }
    }

    @Test(.holds("6.1.6", "6.2.30", "D27.5"), arguments: TestEngine.allCases)
    func `without any unit a monitor still sees none of their own`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for id in ["unit-a", "unit-b"] { _ = try await server.send("DELETE", "livechat/units/\(id)") }
            #expect(try await Self.ids(server, "onlyMyDepartments=true", as: .monitorA) == [])
            #expect(try await Self.ids(server, "", as: .monitorA).count == 4)
        }
    }

    @Test(.holds("4.0.3", "4.0.9", "4.1.23"), arguments: TestEngine.allCases)
    func `a row is the department as it is read alone`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let list = try await server.fetch("GET", "livechat/department?showArchived=true")
            #expect(list.object?.keys == ["departments", "count", "offset", "total", "success"])
            let rows = list.found("departments")?.array ?? []
            #expect(rows.count == 5)
            for row in rows {
                #expect(try await server.department(row.found("_id")?.string ?? "") == row)
                #expect(row.found("type") == "d")
            }
            let archived = rows.map { $0.found("archived") }
            #expect(archived == [true, nil, nil, nil, nil], "absent until archived once")
        }
    }

    @Test(.holds("4.1.11", "6.2.26"), .keepsAway("RC#26713"), arguments: TestEngine.allCases)
    func `no unit is among them`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let ids = try await Self.ids(server, "showArchived=true")
            #expect(!ids.contains("unit-a") && !ids.contains("unit-b"))
        }
    }
}
