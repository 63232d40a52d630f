import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// D80, D81 on users.list.
@Suite("users.list finds by exact values")
struct ListUsersQueryTests {
    static let everybody = PagingTests.users.ids

    static let found: [(query: String, ids: [String])] = [
        (#"{"_id":"id-agent"}"#, ["id-agent"]), (#"{"username":"agent"}"#, ["id-agent"]),
        (#"{"name":"Name of agent"}"#, ["id-agent"]), (#"{"emails.address":"agent@example.com"}"#, ["id-agent"]),
        (#"{"roles":"admin"}"#, ["id-admin", "id-guest"]), (#"{"type":"bot"}"#, ["rocket.cat"]),
        (#"{"active":false}"#, ["id-inactive"]), (#"{"status":"busy"}"#, ["id-plain"]), ("{}", everybody),
        (#"{"username":{"$in":["plain","agent","none"]}}"#, ["id-agent", "id-plain"]),
        (#"{"username":{"$in":["agent","agent"]}}"#, ["id-agent"]), (#"{"_id":{"$in":[]}}"#, []),
        (
            #"{"emails.address":{"$in":["plain@example.com","agent@example.com"]}}"#, ["id-agent", "id-plain"]
        ),
        (#"{"roles":{"$in":["livechat-agent","livechat-manager"]}}"#, ["id-agent", "id-manager"]),
        (#"{"active":{"$in":[true,false]}}"#, everybody), (#"{"active":{"$in":[]}}"#, []),
        (#"{"roles":"livechat-monitor","active":true}"#, ["id-idleMonitor", "id-monitorA", "id-monitorB"]),
        (#"{"username":"agent","name":"Name of plain"}"#, []),
        // Exact: neither case, nor signs of a search, nor a part.
        (#"{"emails.address":"AGENT@example.com"}"#, []), (#"{"username":"Agent"}"#, []), (#"{"username":"%"}"#, []),
        (#"{"username":"agen"}"#, []), (#"{"username":"agent\u0000"}"#, []), (#"{"username":""}"#, []),
        (#"{"emails.address":"nobody@example.com"}"#, []), (#"{"name":"\#(String(repeating: "n", count: 500))"}"#, []),
    ]

    @Test(.keepsAway("Muster 11.11"), arguments: TestEngine.allCases)
    func `each member finds those who have one of the values, and nobody else`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run("UPDATE users SET status = 'busy' WHERE id = 'id-plain'")
            for row in Self.found {
                let list = try await server.fetch("GET", "users.list?query=\(queryValue(row.query))")
                #expect(list.each("users", "_id") == row.ids, "\(row.query)")
                #expect(list.found("total") == .int(row.ids.count), "\(row.query)")
            }
            let query = queryValue(#"{"roles":"livechat-monitor"}"#)
            let page = try await server.fetch(
                "GET", "users.list?query=\(query)&sort={\"username\":-1}&count=2&offset=1")
            #expect(page.each("users", "username") == ["monitorA", "inactive"])
            #expect(page.found("total") == 4)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a name longer than its index is found whole`(_ engine: TestEngine) async throws {
        let long = String(repeating: "ä", count: 450)
        try await TestServer.run(engine) { server in
            for (id, end) in [("id-agent", "a"), ("id-plain", "b")] {
                try await server.world.run("UPDATE users SET name = $1 WHERE id = $2", long + end, id)
            }
            let list = try await server.fetch("GET", "users.list?query=\(queryValue(#"{"name":"\#(long)b"}"#))")
            #expect(list.each("users", "_id") == ["id-plain"])
        }
    }

    /// The script of the report: it looks an address up and takes the first row for the one it asked for.
    @Test(.keepsAway("Muster 11.11"), arguments: TestEngine.allCases, ["plain@example.com", "nobody@example.com"])
    func `an address that nobody has finds nobody, not a stranger`(_ engine: TestEngine, _ address: String)
        async throws
    {
        try await TestServer.run(engine) { server in
            let query = queryValue(#"{"emails.address":"\#(address)"}"#)
            let first = try await server.fetch("GET", "users.list?query=\(query)").found("users")?.array?.first
            #expect(first?.found("username") == (address == "plain@example.com" ? "plain" : nil))
        }
    }

    static let refused: [(who: Who, query: String, problem: String)] = [
        (.admin, #"{"$where":"this.admin"}"#, "Invalid operation: $where"),
        (.admin, #"{"$or":[{"username":"a"}]}"#, "Invalid operation: $or"),
        (.admin, #"{"$and":[]}"#, "Invalid operation: $and"),
        (.admin, #"{"username":{"$ne":"agent"}}"#, "Invalid operation: username.$ne"),
        (.admin, #"{"username":{"$regex":"^a"}}"#, "Invalid operation: username.$regex"),
        (.admin, #"{"lastLogin":{"$gt":0}}"#, "Invalid attribute: lastLogin"),
        (.admin, #"{"services.password.bcrypt":"x"}"#, "Invalid attribute: services.password.bcrypt"),
        (.admin, #"{"emails":"agent@example.com"}"#, "Invalid attribute: emails"),
        (.admin, #"{"username":"agent","foo":1}"#, "Invalid attribute: foo"),
        (.admin, #"{"username":5}"#, "Invalid value: username"),
        (.admin, #"{"username":null}"#, "Invalid value: username"),
        (.admin, #"{"active":"true"}"#, "Invalid value: active"),
        (.admin, #"{"username":"a","username":"b"}"#, "Repeated attribute: username"),
        // What they do not see they cannot find out by asking.
        (.plain, #"{"emails.address":"agent@example.com"}"#, "Invalid attribute: emails.address"),
        (.plain, #"{"emails.address":"plain@example.com"}"#, "Invalid attribute: emails.address"),
        (.plain, #"{"roles":"admin"}"#, "Invalid attribute: roles"),
        (.guest, #"{"roles":{"$in":["admin"]}}"#, "Invalid attribute: roles"),
        (.manager, #"{"username":"agent","roles":"admin"}"#, "Invalid attribute: roles"),
    ]

    @Test(.keepsAway("Muster 11.11"), arguments: TestEngine.allCases)
    func `what is not compared, or not shown to the caller, is refused by its name`(_ engine: TestEngine)
        async throws
    {
        let unreadable = ["x", "null", "[]", #""agent""#, "{", "5"].map { text in
            Exchange(
                "GET users.list?query=\(queryValue(text))",
                gives: Refusal.typed(
                    "Invalid query parameter provided: \"\(text)\"", "error-invalid-query",
                    details: ["helperMethod": "parseJsonQuery"]))
        }
        let named = Self.refused.map { row in
            Exchange(
                "GET users.list?query=\(queryValue(row.query))", as: row.who,
                gives: Refusal.typed(row.problem, "error-invalid-query"))
        }
        try await expectRefused(engine, unreadable + named)
    }

    @Test(arguments: TestEngine.allCases)
    func `a query that comes twice or in brackets is refused, an empty one asks nothing`(_ engine: TestEngine)
        async throws
    {
        let agent = queryValue(#"{"username":"agent"}"#)
        try await TestServer.run(engine) { server in
            for parameters in [
                "query=\(agent)&query=", "query=\(agent)&query=%7B%7D", "query=\(agent)&query=\(agent)",
                "query[username]=agent", "query[]=\(agent)",
            ] {
                let answer = try await server.send("GET", "users.list?\(parameters)")
                #expect(answer.status == 400, "\(parameters): \(answer.text)")
                #expect(answer.json?.found("errorType") == "error-invalid-query", "\(parameters)")
            }
            #expect(try await server.fetch("GET", "users.list?query=").each("users", "_id") == Self.everybody)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the permission decides at once what may be asked`(_ engine: TestEngine) async throws {
        let path = "users.list?query=\(queryValue(#"{"emails.address":"agent@example.com"}"#))"
        try await TestServer.run(engine) { server in
            try await server.world.grant("view-full-other-user-info", to: "user")
            #expect(try await server.fetch("GET", path, as: .plain).each("users", "_id") == ["id-agent"])
            #expect(try await server.send("GET", path, as: .guest).status == 400, "a guest is confined")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `fields picks among the members the caller sees`(_ engine: TestEngine) async throws {
        let rows: [(who: Who, fields: String, row: JSON)] = [
            (.admin, #"{"username":1}"#, ["_id": "id-agent", "username": "agent"]),
            (
                .admin, #"{"emails.address":1,"roles":1}"#,
                ["_id": "id-agent", "emails": [["address": "agent@example.com"]], "roles": ["user", "livechat-agent"]]
            ),
            (.plain, #"{"username":1,"emails":1,"roles":1}"#, ["_id": "id-agent", "username": "agent"]),
            (.plain, #"{"services":1}"#, ["_id": "id-agent"]),
            (.plain, #"{"name":1,"_id":0}"#, ["name": "Name of agent"]),
            (
                .plain, #"{"status":0,"type":0,"nameInsensitive":0,"active":0}"#,
                ["_id": "id-agent", "username": "agent", "name": "Name of agent"]
            ),
        ]
        try await TestServer.run(engine) { server in
            let agent = queryValue(#"{"username":"agent"}"#)
            for row in rows {
                let path = "users.list?query=\(agent)&fields=\(queryValue(row.fields))"
                let list = try await server.fetch("GET", path, as: row.who)
                #expect(list.found("users") == [row.row], "\(row.fields)")
                #expect(list.found("total") == 1)
            }
            for (who, members) in [(Who.plain, 2), (.admin, 3)] {
                let path = "users.info?username=agent&fields=\(queryValue(#"{"name":1,"emails":1,"services":1}"#))"
                let user = try await server.fetch("GET", path, as: who).found("user")
                #expect(user?.object?.count == members, "\(who): \(user?.text() ?? "")")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who does not see a member cannot learn it from an order`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run("UPDATE users SET last_login_at = 9, created_at = 9 WHERE id = 'id-plain'")
            try await server.world.run("UPDATE user_emails SET address = 'zz@example.com' WHERE user_id = 'id-plain'")
            for member in ["lastLogin", "createdAt", "_updatedAt", "email", "emails.address", "roles"] {
                let path = "users.list?sort=\(queryValue(#"{"\#(member)":-1}"#))"
                let ids = try await server.fetch("GET", path, as: .manager).each("users", "_id")
                #expect(ids == ids.sorted(), "\(member): the order is that of ids")
            }
            for (member, last) in [("lastLogin", "id-plain"), ("emails.address", "id-plain")] {
                let path = "users.list?sort=\(queryValue(#"{"\#(member)":1}"#))"
                #expect(try await server.fetch("GET", path).each("users", "_id").last == last, "\(member)")
            }
        }
    }
}
