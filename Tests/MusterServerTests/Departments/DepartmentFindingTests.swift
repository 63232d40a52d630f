import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 4.4, D28: what is found, what is not, and what a department that goes leaves behind.
@Suite("Departments are found, archived and deleted, and units never are", .holds("4.4"))
struct DepartmentFindingTests {
    private static let list = "livechat/department.autocomplete?selector="

    static let missing: [Scenario] = [
        Scenario(
            "an unknown department is not deleted, which is said in plain words", "DELETE livechat/department/none",
            status: 400, contains: [#"{"success":false,"error":"error-department-not-found"}"#], holds: "4.4.12"),
        Scenario(
            "a unit is not deleted as one", "DELETE livechat/department/unit-a", status: 400,
            contains: [#"{"success":false,"error":"error-department-not-found"}"#], holds: "4.4.13"),
        Scenario(
            "an unknown department has an empty list of agents", "GET livechat/department/none", status: 200,
            contains: [#"{"department":null,"agents":[],"success":true}"#], holds: "4.4.5"),
        Scenario(
            "no unit is found by its name", "GET \(list){\"term\":\"Alpha\"}", status: 200,
            contains: [#"{"items":[],"success":true}"#], holds: "4.4.60"),
    ]

    static let found: [Scenario] = [
        Scenario(
            "a term from the middle of a name finds nothing", "GET \(list){\"term\":\"ales\"}", status: 200,
            contains: [#"{"items":[],"success":true}"#], holds: "4.4.51"),
        Scenario(
            "ids and names are found by name, and no page is cut out",
            "GET \(list){}&count=1&offset=1&sort={\"name\":-1}", status: 200,
            contains: [
                #"{"items":[{"_id":"dep-3","name":"Billing"},{"_id":"dep-4","name":"Free"},"#
                    + #"{"_id":"dep-1","name":"Sales"},{"_id":"dep-2","name":"Support"}],"success":true}"#
            ], holds: "4.4.59"),
    ]

    @Test(arguments: TestEngine.allCases, missing + found)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(.holds("4.4.27", "4.4.34"), arguments: TestEngine.allCases)
    func `archived departments are listed by name, sorted and paged as asked`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for number in 1...4 { _ = try await server.fetch("POST", "livechat/department/dep-\(number)/archive") }
            let rows: [(query: String, ids: [String])] = [
                ("", ["dep-5", "dep-3", "dep-4", "dep-1", "dep-2"]), ("count=2&offset=1", ["dep-3", "dep-4"]),
                ("count=0", ["dep-5", "dep-3", "dep-4", "dep-1", "dep-2"]), ("offset=9", []),
                ("sort={\"name\":-1}&count=2", ["dep-2", "dep-1"]),
            ]
            for (query, ids) in rows {
                let page = try await server.fetch("GET", "livechat/departments/archived?\(query)")
                #expect(page.object?.keys == ["departments", "count", "offset", "total", "success"])
                #expect(page.each("departments", "_id") == ids, "\(query)")
                #expect(page.found("count") == .int(ids.count) && page.found("total") == 5, "\(query)")
            }
        }
    }

    @Test(.holds("4.4.17"), arguments: TestEngine.allCases)
    func `a deleted department is gone from its agents' lists`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("DELETE", "livechat/department/dep-1")
            let links = try await server.fetch("GET", "livechat/agents/id-agent/departments")
            #expect(links.found("departments") == [])
            let agents = try await server.fetch("GET", "livechat/users/agent").found("users")?.array
            #expect(agents?.map { $0.found("departments") } == [[]])
        }
    }

    @Test(.holds("4.4.21"), arguments: TestEngine.allCases, ["a\"b", "a\\b", "x\ty", "é", "a%b_c"])
    func `an imported department of an odd id leaves the others too`(_ engine: TestEngine, _ id: String) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run(
                """
                INSERT INTO departments (id, name, name_folded, enabled, fields, created_at, updated_at)
                VALUES ($1, 'Odd', 'odd', 1, '{}', 0, 0)
                """, id)
            let body = DepartmentBody.text([
                "fallbackForwardDepartment": .string(id), "departmentsAllowedToForward": [.string(id), "dep-2"],
            ])
            _ = try await server.fetch("PUT", "livechat/department/dep-4", body: body)
            _ = try await server.fetch("DELETE", "livechat/department/\(queryValue(id))")
            let other = try await server.department("dep-4")
            #expect([nil, "", .null].contains(other.found("fallbackForwardDepartment")))
            #expect(other.found("departmentsAllowedToForward") == ["dep-2"])
        }
    }

    @Test(.holds("4.4.10"), arguments: TestEngine.allCases)
    func `the agents of a department that is hidden are hidden with it`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let answer = try await server.fetch(
                "GET", "livechat/department/dep-1?onlyMyDepartments=true", as: .monitorB)
            #expect(answer.found("department") == .null)
            #expect(answer.found("agents")?.array ?? [] == [])
        }
    }
}
