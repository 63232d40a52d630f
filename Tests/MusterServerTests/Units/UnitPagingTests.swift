import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Paging of every list of contract section 3: 1.15, D17, D26.
@Suite("Lists of the unit family are paged", .holds("1.15"))
struct UnitPagingTests {
    /// A list, and the name of its rows; each has three rows in the world of `withThree`.
    struct List: Sendable, CustomTestStringConvertible {
        let path: String
        let rows: String
        var testDescription: String { path }
    }

    static let lists = [
        List(path: "livechat/units", rows: "units"), List(path: "livechat/units.list", rows: "units"),
        List(path: "livechat/units/unit-a/departments", rows: "departments"),
        List(path: "livechat/departments.by-unit/unit-a", rows: "departments"),
        List(path: "livechat/units/unit-a/departments/available", rows: "departments"),
        List(path: "livechat/departments.available-by-unit/unit-a", rows: "departments"),
        List(path: "livechat/monitors", rows: "monitors"), List(path: "livechat/monitors.list", rows: "monitors"),
    ]

    /// Runs against a server whose lists have three rows each.
    private func withThree(
        _ engine: TestEngine, _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.makeUnit("Gamma")
            let alpha = unitBody("Alpha", monitors: [Who.monitorA.id], departments: ["dep-1", "dep-2", "dep-4"])
            _ = try await server.fetch("POST", "livechat/units/unit-a", body: alpha)
            _ = try await server.fetch("POST", "users.delete", body: #"{"userId":"id-inactive"}"#)
            try await body(server)
        }
    }

    @Test(.holds("3.1.10", "3.1.30", "3.1.51", "3.2.4"), arguments: TestEngine.allCases, lists)
    func `offset and count cut a page out of one stable order`(_ engine: TestEngine, _ list: List) async throws {
        try await withThree(engine) { server in
            func page(_ query: String) async throws -> JSON {
                try await server.fetch("GET", "\(list.path)?\(query)")
            }
            let all = try await page("").each(list.rows, "_id")
            #expect(Set(all).count == 3)
            let rows: [(query: String, ids: ArraySlice<String>, offset: JSON)] = [
                ("count=0", all[...], 0), ("count=", all[...], 0), ("count=1", all[..<1], 0), ("count=2", all[..<2], 0),
                ("count=3", all[...], 0), ("count=100", all[...], 0), ("count=1000000", all[...], 0),
                ("offset=0", all[...], 0), ("offset=1", all[1...], 1), ("offset=2&count=5", all[2...], 2),
                ("offset=1&count=1", all[1..<2], 1), ("offset=1&count=0", all[1...], 1), ("offset=3", [], 3),
                ("offset=1000000", [], 1_000_000), ("offset=", all[...], 0), ("offset=2&count=1", all[2...], 2),
            ]
            for row in rows {
                let found = try await page(row.query)
                #expect(found.object?.keys == [list.rows, "count", "offset", "total", "success"])
                #expect(found.each(list.rows, "_id") == Array(row.ids), "\(row.query)")
                #expect(found.found("count") == .int(row.ids.count), "\(row.query)")
                #expect(found.found("offset") == row.offset, "\(row.query)")
                #expect(found.found("total") == 3, "\(row.query)")
            }
        }
    }

    @Test(.holds("3.1.15", "3.1.52"), arguments: TestEngine.allCases, lists)
    func `an offset or count that is no whole number, or negative, is refused`(_ engine: TestEngine, _ list: List)
        async throws
    {
        try await withThree(engine) { server in
            for value in [
                "x", "-1", "1.5", "-0.5", "1x", "x1", "NaN", "Infinity", "null", "true", "%5B%5D", "0x10", "1,0",
            ] {
                for name in ["offset", "count"] {
                    let answer = try await server.send("GET", "\(list.path)?\(name)=\(value)")
                    #expect(answer.status == 400, "\(name)=\(value): \(answer.text)")
                    #expect(answer.json?.found("success") == false)
                    #expect(answer.json?.found("errorType") == "error-invalid-params", "\(answer.text)")
                    let error = answer.json?.found("error")?.string ?? ""
                    #expect(error.hasSuffix(" [error-invalid-params]"), "\(error)")
                }
            }
        }
    }

    @Test(
        .holds("3.1.11"), .keepsAway("RocketChat/Rocket.Chat.ReactNative#3621", "keycloak-ui#3496"),
        arguments: TestEngine.allCases, lists)
    func `a page without a count has 50 rows, and one of more than 100 has 100`(_ engine: TestEngine, _ list: List)
        async throws
    {
        let numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)"
        try await withThree(engine) { server in
            try await server.world.run(
                """
                INSERT INTO units (id, name, name_folded, visibility, created_at, updated_at)
                \(numbers) SELECT 'u' || i, 'n', 'n', 'public', 0, 0 FROM n
                """)
            try await server.world.run(
                """
                INSERT INTO departments
                    (id, name, name_folded, enabled, fields, unit_id, was_in_unit, created_at, updated_at)
                \(numbers) SELECT 'd' || i, 'n', 'n', 1, '{}', 'unit-a', 1, 0, 0 FROM n
                """)
            try await server.world.run(
                """
                INSERT INTO users (id, username, username_folded, name, name_folded, type, active, created_at, updated_at)
                \(numbers) SELECT 'm' || i, 'm' || i, 'm' || i, 'n', 'n', 'user', 1, 0, 0 FROM n
                """)
            try await server.world.run(
                """
                INSERT INTO user_roles (user_id, role_id, position)
                \(numbers) SELECT 'm' || i, 'livechat-monitor', 0 FROM n
                """)
            for (query, count) in [("", 50), ("?count=60", 60), ("?count=101", 100), ("?count=0", 123)] {
                let page = try await server.fetch("GET", list.path + query)
                #expect(page.found(list.rows)?.array?.count == count, "\(query)")
                #expect(page.found("count") == .int(count), "\(query)")
                #expect(page.found("total") == 123, "\(query)")
            }
            var ids: [String] = []
            for offset in [0, 50, 100] {
                ids += try await server.fetch("GET", "\(list.path)?offset=\(offset)").each(list.rows, "_id")
            }
            #expect(ids.count == 123)
            #expect(Set(ids).count == 123)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the settings of paging are honoured at once`(_ engine: TestEngine) async throws {
        try await withThree(engine) { server in
            func count(_ query: String) async throws -> JSON? {
                try await server.fetch("GET", "livechat/units\(query)").found("count")
            }
            try await server.world.set("API_Default_Count", 1)
            #expect(try await count("") == 1)
            try await server.world.set("API_Upper_Count_Limit", 2)
            #expect(try await count("?count=3") == 2)
            #expect(try await count("?count=0") == 3)
            try await server.world.set("API_Allow_Infinite_Count", false)
            #expect(try await count("?count=0") == 1)
        }
    }

    @Test(
        .holds("3.1.41", "D17.3"),
        arguments: TestEngine.allCases,
        ["livechat/units/unit-a/monitors?", "livechat/unitMonitors.list?unitId=unit-a&"])
    func `a unit's monitors are paged too, where a page is asked for`(_ engine: TestEngine, _ path: String)
        async throws
    {
        try await TestServer.run(engine) { server in
            let body = unitBody("Alpha", monitors: [Who.monitorB.id, Who.idleMonitor.id, Who.monitorA.id])
            _ = try await server.fetch("POST", "livechat/units/unit-a", body: body)
            let rows: [(String, [String])] = [
                ("", ["idleMonitor", "monitorA", "monitorB"]), ("count=2", ["idleMonitor", "monitorA"]),
                ("offset=1", ["monitorA", "monitorB"]), ("offset=1&count=1", ["monitorA"]), ("offset=3", []),
                ("count=0", ["idleMonitor", "monitorA", "monitorB"]),
            ]
            for (query, names) in rows {
                let page = try await server.fetch("GET", path + query)
                #expect(page.each("monitors", "username") == names, "\(query)")
            }
            for query in ["count=x", "offset=-1"] {
                let answer = try await server.send("GET", path + query)
                #expect(answer.json?.found("errorType") == "error-invalid-params", "\(query): \(answer.text)")
            }
        }
    }
}
