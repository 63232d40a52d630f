import Facts
import HTTPTypes
import MusterModel
@testable import MusterServer
import MusterTestSupport
import MusterTestWorld
import Testing

/// D80, D81: `query` and `fields` on every list.
@Suite("A query is honoured or refused")
struct ListQueryTests {
    /// Every route that reads, with a path and parameters that it takes.
    private static let reads: [String] = Routes.all.filter { $0.isOfAPI && $0.method == .get }.map { route in
        let path = route.path.split(separator: "/").map { segment in
            switch segment {
            case ":type": "agent"
            case ":unitId", ":id": "unit-a"
            case _ where segment.hasPrefix(":"): "dep-1"
            default: String(segment)
            }
        }
        let more = route.path.hasSuffix("getUsersInRole") ? "role=user&" : ""
        return "/" + path.joined(separator: "/") + "?" + more
    }

    @Test(.keepsAway("Muster 11.11"), arguments: TestEngine.allCases)
    func `no route that reads ignores a query`(_ engine: TestEngine) async throws {
        let queries = [#"{"nope":"x"}"#, #"{"$where":"1"}"#, #"{"nope":{"$ne":1}}"#, "x", "[]"]
        #expect(Self.reads.count > 30)
        try await TestServer.run(engine) { server in
            for path in Self.reads {
                for query in queries {
                    let answer = try await server.send("GET", path + "query=" + queryValue(query))
                    #expect(answer.status == 400, "\(path): \(answer.text)")
                    #expect(answer.json?.found("errorType") == "error-invalid-query", "\(path): \(answer.text)")
                }
                let head = try await server.send("HEAD", path + "query=" + queryValue(queries[0]))
                #expect(head.status == 400, "\(path)")
            }
            #expect(try await server.send("GET", "me").status == 200, "a refused logout logs nobody out")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a query that asks nothing changes nothing`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            // Figures are of the moment they are asked for.
            for path in Self.reads where !path.contains("/logout?") && !path.contains("/statistics") {
                let plain = try await server.send("GET", path)
                for query in ["", "%7B%7D"] where !plain.text.contains("must NOT have") {
                    let asked = try await server.send("GET", path + "query=" + query)
                    // A schema that does not list it refuses it all the same.
                    let isStrict = asked.text == Refusal.extraMember
                    #expect(
                        isStrict || asked.text == plain.text || path.contains("users.info"), "\(path): \(asked.text)")
                }
            }
        }
    }

    /// A list, what its rows are called, and the member that tells them apart.
    static let found: [(list: String, rows: String, key: String, query: String, values: [String])] = [
        ("livechat/department", "departments", "_id", #"{"name":"Sales"}"#, ["dep-1"]),
        ("livechat/department", "departments", "_id", #"{"_id":{"$in":["dep-1","dep-3"]}}"#, ["dep-3", "dep-1"]),
        ("livechat/department", "departments", "_id", #"{"parentId":"unit-a","name":"Support"}"#, ["dep-2"]),
        ("livechat/department", "departments", "_id", #"{"enabled":false}"#, []),
        ("livechat/department?showArchived=true", "departments", "_id", #"{"enabled":false}"#, ["dep-5"]),
        ("livechat/departments/archived", "departments", "_id", #"{"_id":"dep-5"}"#, ["dep-5"]),
        ("livechat/departments/archived", "departments", "_id", #"{"_id":"dep-1"}"#, []),
        ("livechat/units", "units", "_id", #"{"name":"Alpha"}"#, ["unit-a"]),
        ("livechat/units", "units", "_id", #"{"visibility":"private"}"#, []),
        ("livechat/units.list", "units", "_id", #"{"_id":{"$in":["unit-b","x"]}}"#, ["unit-b"]),
        ("livechat/units/unit-a/departments", "departments", "_id", #"{"name":"Sales"}"#, ["dep-1"]),
        ("livechat/units/unit-a/departments", "departments", "_id", #"{"name":"Billing"}"#, []),
        ("livechat/departments.by-unit/unit-b", "departments", "_id", #"{"name":"Billing"}"#, ["dep-3"]),
        ("livechat/units/unit-b/departments/available", "departments", "_id", #"{"name":"Free"}"#, ["dep-4"]),
        ("livechat/department/dep-1/agents", "agents", "agentId", #"{"username":"agent"}"#, ["id-agent"]),
        ("livechat/department/dep-1/agents", "agents", "agentId", #"{"agentId":"id-plain"}"#, []),
        ("livechat/department/dep-1/agents", "agents", "agentId", #"{"departmentEnabled":true}"#, ["id-agent"]),
        ("livechat/users/agent", "users", "_id", #"{"username":"agent"}"#, ["id-agent"]),
        ("livechat/users/agent", "users", "_id", #"{"emails.address":"plain@example.com"}"#, []),
        ("livechat/users/manager", "users", "_id", #"{"emails.address":"manager@example.com"}"#, ["id-manager"]),
        ("livechat/monitors", "monitors", "_id", #"{"username":{"$in":["monitorB","agent"]}}"#, ["id-monitorB"]),
        ("livechat/monitors.list", "monitors", "_id", #"{"name":"Name of monitorA"}"#, ["id-monitorA"]),
        ("settings", "settings", "_id", #"{"_id":"API_Default_Count"}"#, ["API_Default_Count"]),
        (
            "settings.public", "settings", "_id", #"{"_id":{"$in":["Site_Url","API_Default_Count","LDAP_Enable"]}}"#,
            ["LDAP_Enable", "Site_Url"]
        ),
        ("settings.public?_id=Site_Url", "settings", "_id", #"{"_id":"LDAP_Enable"}"#, []),
    ]

    @Test(.holds("4.1.7"), .keepsAway("Muster 11.11"), arguments: TestEngine.allCases)
    func `each list finds rows by what they show`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for row in Self.found {
                let path = row.list + (row.list.contains("?") ? "&" : "?") + "query=\(queryValue(row.query))"
                let list = try await server.fetch("GET", path)
                #expect(list.each(row.rows, row.key) == row.values, "\(row.list) \(row.query)")
                #expect(list.found("total") == .int(row.values.count), "\(row.list) \(row.query)")
            }
            let query = queryValue(#"{"emails.address":"plain@example.com"}"#)
            let holders = try await server.fetch("GET", "roles.getUsersInRole?role=user&query=\(query)")
            #expect(holders.each("users", "_id") == ["id-plain"] && holders.found("total") == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a query opens nothing that the caller may not see`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (who, path, rows) in [
                (Who.monitorA, #"livechat/units?query={"name":"Beta"}"#, "units"),
                (.monitorA, #"livechat/units?query={"_id":{"$in":["unit-b"]}}"#, "units"),
                (.monitorA, #"livechat/department?onlyMyDepartments=true&query={"_id":"dep-3"}"#, "departments"),
                (.plain, #"settings?query={"_id":"API_Default_Count"}"#, "settings"),
                (.nobody, #"settings.public?query={"_id":"SMTP_Password"}"#, "settings"),
            ] {
                let list = try await server.fetch("GET", path, as: who)
                #expect(list.found(rows) == [] && list.found("total") == 0, "\(path)")
            }
            // Agents' roles are not shown in their list, so it does not tell them either.
            try await server.expect(
                Exchange(
                    #"GET livechat/users/agent?query={"roles":"admin"}"#, as: .monitorA,
                    gives: Refusal.typed("Invalid attribute: roles", "error-invalid-query")))
        }
    }

    @Test(.keepsAway("Muster 11.11"), arguments: TestEngine.allCases)
    func `fields picks members on every list`(_ engine: TestEngine) async throws {
        let rows: [(path: String, rows: String, keys: [String])] = [
            ("users.list", "users", ["_id", "username"]), ("livechat/units", "units", ["_id"]),
            ("livechat/units/unit-a/departments", "departments", ["_id"]),
            ("livechat/units/unit-a/departments/available", "departments", ["_id"]),
            ("livechat/units/unit-a/monitors", "monitors", ["_id", "username"]),
            ("livechat/department/dep-1/agents", "agents", ["_id", "username"]),
            ("livechat/department.listByIds?ids[]=dep-1", "departments", ["_id"]),
            ("livechat/users/agent", "users", ["_id", "username"]),
            ("livechat/monitors", "monitors", ["_id", "username"]), ("settings", "settings", ["_id"]),
            ("roles.getUsersInRole?role=user", "users", ["_id", "username"]),
            ("roles.getUsersInPublicRoles", "users", ["_id", "username"]),
        ]
        try await TestServer.run(engine) { server in
            for row in rows {
                let path = row.path + (row.path.contains("?") ? "&" : "?")
                let list = try await server.fetch("GET", path + #"fields={"username":1}"#)
                let found = list.found(row.rows)?.array ?? []
                #expect(!found.isEmpty, "\(row.path)")
                for one in found { #expect(one.object?.keys.sorted() == row.keys, "\(row.path)") }
                for wrong in ["x", #"{"username":2}"#, #"{"username":1,"name":0}"#] {
                    try await server.expect(
                        Exchange(
                            "GET \(path)fields=\(queryValue(wrong))",
                            gives: Refusal.typed(
                                "Invalid fields parameter provided: \"\(wrong)\"", "error-invalid-fields",
                                details: ["helperMethod": "parseJsonQuery"])))
                }
                let all = try await server.send("GET", row.path)
                for empty in ["", "%7B%7D"] {
                    let same = try await server.send("GET", path + "fields=" + empty)
                    #expect(same.text == all.text, "\(row.path)")
                }
            }
        }
    }
}
