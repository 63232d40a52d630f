import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.15, D17, D26, on the lists of users and departments; the unit family has a suite of its own.
@Suite("Lists of users and departments are paged", .holds("1.15"))
struct PagingTests {
    /// A list of the world: what its rows are called, and their ids in the list's own order.
    struct List: Sendable, CustomTestStringConvertible {
        let path: String
        let rows: String
        let ids: [String]
        var testDescription: String { path }
    }

    static let departments = List(
        path: "livechat/department", rows: "departments", ids: ["dep-3", "dep-4", "dep-1", "dep-2"])
    static let users = List(
        path: "users.list", rows: "users",
        ids: [
            "id-admin", "id-agent", "id-guest", "id-idleMonitor", "id-inactive", "id-manager", "id-monitorA",
            "id-monitorB", "id-plain", "rocket.cat",
        ])
    static let lists = [departments, users]

    @Test(.holds("4.1.22", "5.1.7"), arguments: TestEngine.allCases, lists)
    func `offset and count cut a page out of one stable order`(_ engine: TestEngine, _ list: List) async throws {
        let ids = list.ids
        let rows: [(query: String, ids: ArraySlice<String>, offset: JSON)] = [
            ("", ids[...], 0), ("?count=0", ids[...], 0), ("?count=1", ids[..<1], 0), ("?count=2", ids[..<2], 0),
            ("?count=100", ids[...], 0), ("?count=100000", ids[...], 0), ("?offset=0", ids[...], 0),
            ("?offset=1", ids[1...], 1), ("?offset=1&count=2", ids[1..<3], 1), ("?offset=3&count=0", ids[3...], 3),
            ("?offset=1000", [], 1000), ("?count=9223372036854775807", ids[...], 0), ("?count=007", ids.prefix(7), 0),
        ]
        try await TestServer.run(engine) { server in
            for row in rows {
                let page = try await server.fetch("GET", list.path + row.query)
                #expect(page.object?.keys == [list.rows, "count", "offset", "total", "success"], "\(row.query)")
                #expect(page.each(list.rows, "_id") == Array(row.ids), "\(row.query)")
                #expect(page.found("count") == .int(row.ids.count), "\(row.query)")
                #expect(page.found("offset") == row.offset, "\(row.query)")
                #expect(page.found("total") == .int(ids.count), "\(row.query)")
            }
        }
    }

    static let wrongNumbers = ["x", "1x", "NaN", "Infinity", "null", "true", "-", "%20x", "1,0", "1%202"]

    @Test(.holds("4.1.10", "D26.5"), arguments: TestEngine.allCases)
    func `a number that is none is refused, in the schema's words where there is a schema`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            for value in Self.wrongNumbers {
                for name in ["count", "offset"] {
                    let department = try await server.send("GET", "livechat/department?\(name)=\(value)")
                    #expect(department.status == 400, "\(value)")
                    #expect(department.text == Refusal.schema("must be number"), "\(value): \(department.text)")
                    let user = try await server.send("GET", "users.list?\(name)=\(value)")
                    #expect(user.status == 400 && user.json?.found("success") == false, "\(value)")
                    #expect(user.json?.found("errorType") == "error-invalid-params", "\(value): \(user.text)")
                    #expect(user.json?.found("error")?.string?.hasSuffix(" [error-invalid-params]") == true)
                }
            }
        }
    }

    @Test(.holds("D26.4"), arguments: TestEngine.allCases, lists)
    func `a negative or broken number, and one too large to hold, is refused`(_ engine: TestEngine, _ list: List)
        async throws
    {
        try await TestServer.run(engine) { server in
            for value in ["-1", "-0.5", "1.5", "0.1", "-9223372036854775808", "9223372036854775808"] {
                for name in ["count", "offset"] {
                    let answer = try await server.send("GET", "\(list.path)?\(name)=\(value)")
                    #expect(answer.status == 400, "\(value)")
                    #expect(answer.json?.found("errorType") == "error-invalid-params", "\(value): \(answer.text)")
                }
            }
            let last = try await server.fetch("GET", "\(list.path)?offset=9223372036854775807")
            #expect(last.found("count") == 0)
        }
    }

    @Test(.holds("5.5.31"), arguments: TestEngine.allCases)
    func `the settings say how many rows a page has, at once`(_ engine: TestEngine) async throws {
        let numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 130)"
        try await TestServer.run(engine) { server in
            try await server.world.run(
                """
                INSERT INTO departments (id, name, name_folded, enabled, fields, created_at, updated_at)
                \(numbers) SELECT 'd' || i, 'n', 'n', 1, '{}', 0, 0 FROM n
                """)
            func counts() async throws -> [JSON?] {
                var found: [JSON?] = []
                for query in ["", "?count=80", "?count=500", "?count=0"] {
                    found.append(try await server.fetch("GET", "livechat/department" + query).found("count"))
                }
                return found
            }
            #expect(try await counts() == [50, 80, 100, 134])
            try await server.world.set("API_Default_Count", 7)
            #expect(try await counts() == [7, 80, 100, 134])
            try await server.world.set("API_Upper_Count_Limit", 60)
            #expect(try await counts() == [7, 60, 60, 134])
            try await server.world.set("API_Allow_Infinite_Count", false)
            #expect(try await counts() == [7, 60, 60, 7])
        }
    }

    static let wrongSorts = [
        "name", "null", "\"name\"", "[1]", "{", "{\"name\":2}", "{\"name\":0}", "{\"name\":\"1\"}",
        "{\"name\":null}", "{\"name\":true}", "{\"name\":[1]}", "{\"name\":{}}", "{\"name\":1,\"_id\":\"x\"}",
        "{name:1}", "{\"name\":1.5}", "é", "{\"name\":1}}", " ", "-",
    ]

    @Test(.holds("4.1.21"), arguments: TestEngine.allCases, lists)
    func `a sort that is no object of 1 and -1 is refused and repeated`(_ engine: TestEngine, _ list: List)
        async throws
    {
        let exchanges = Self.wrongSorts.map { sort in
            Exchange(
                "GET \(list.path)?sort=\(queryValue(sort))",
                gives: Refusal.typed(
                    "Invalid sort parameter provided: \"\(sort)\"", "error-invalid-sort",
                    details: ["helperMethod": "parseJsonQuery"]))
        }
        try await expectRefused(engine, exchanges)
    }

    @Test(.holds("4.1.18", "4.1.19"), arguments: TestEngine.allCases)
    func `a sort orders by its members in turn, by code unit, then by id`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run("UPDATE departments SET name = 'a test', enabled = 0 WHERE id = 'dep-1'")
            try await server.world.run("UPDATE departments SET name = 'A test' WHERE id IN ('dep-2', 'dep-4')")
            for (sort, ids) in [
                ("{}", ["dep-2", "dep-4", "dep-3", "dep-1"]), ("[]", ["dep-2", "dep-4", "dep-3", "dep-1"]),
                (#"{"name":1}"#, ["dep-2", "dep-4", "dep-3", "dep-1"]),
                (#"{"name":-1}"#, ["dep-1", "dep-3", "dep-2", "dep-4"]),
                (#"{"enabled":1,"_id":-1}"#, ["dep-1", "dep-4", "dep-3", "dep-2"]),
                (#"{"_id":-1}"#, ["dep-4", "dep-3", "dep-2", "dep-1"]),
                (#"{"numAgents":-1}"#, ["dep-1", "dep-2", "dep-3", "dep-4"]),
                // Missing first when ascending.
                (#"{"parentId":1}"#, ["dep-4", "dep-1", "dep-2", "dep-3"]),
                (#"{"parentId":-1,"name":1}"#, ["dep-3", "dep-2", "dep-1", "dep-4"]),
            ] {
                let list = try await server.fetch("GET", "livechat/department?sort=\(queryValue(sort))")
                #expect(list.each("departments", "_id") == ids, "\(sort)")
            }
            for (sort, first) in [
                (#"{"username":-1}"#, "rocket.cat"), (#"{"name":1}"#, "id-admin"), (#"{"_id":1}"#, "id-admin"),
                (#"{"active":1}"#, "id-inactive"), (#"{"type":1}"#, "rocket.cat"),
            ] {
                let list = try await server.fetch("GET", "users.list?sort=\(queryValue(sort))")
                #expect(list.each("users", "_id").first == first, "\(sort)")
            }
        }
    }

    static let noSorts = [
        "", "5", "true", "\"\"", "0", "1", "-1", "1.5", "1e3", "false", "{}", "[]", " {} ", " 5",
    ]

    /// Every list that is paged.
    static let paged = [
        "livechat/department", "livechat/departments/archived", "livechat/units", "livechat/units.list",
        "livechat/units/unit-a/departments", "livechat/departments.by-unit/unit-a",
        "livechat/units/unit-a/departments/available", "livechat/departments.available-by-unit/unit-a",
        "livechat/units/unit-a/monitors", "livechat/monitors", "livechat/monitors.list",
        "livechat/department/dep-1/agents", "livechat/users/agent", "livechat/users/manager", "users.list",
        "roles.getUsersInRole?role=user", "settings", "settings.public", "directory?type=users",
    ]

    @Test(.keepsAway("Muster 11.18"), arguments: TestEngine.allCases)
    func `a sort that has no members is none, on every list`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for list in Self.paged {
                let unsorted = try await server.send("GET", list)
                #expect(unsorted.status == 200, "\(list): \(unsorted.text)")
                for sort in Self.noSorts {
                    let path = list + (list.contains("?") ? "&" : "?") + "sort=" + queryValue(sort)
                    let answer = try await server.send("GET", path)
                    #expect(answer.text == unsorted.text, "\(path)")
                }
            }
        }
    }
}
