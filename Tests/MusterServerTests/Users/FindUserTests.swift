import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// D83: users.autocomplete, directory, roles.getUsersInPublicRoles, users.info by address.
@Suite("Users are found")
struct FindUserTests {
    private static func proposal(_ name: String) -> String {
        #"{"_id":"id-\#(name)","name":"Name of \#(name)","username":"\#(name)","status":"offline"}"#
    }

    private static let active = [
        "id-admin", "id-agent", "id-guest", "id-idleMonitor", "id-manager", "id-monitorA", "id-monitorB", "id-plain",
    ]

    static let proposals: [(who: Who, selector: String, ids: [String])] = [
        (.plain, #"{"term":"agent"}"#, ["id-agent"]), (.plain, #"{"term":"AGEN"}"#, ["id-agent"]),
        (.plain, #"{"term":"of pl"}"#, ["id-plain"]),
        (.plain, #"{"term":"onitor"}"#, Array(active[3...3] + active[5...6])),
        (.plain, #"{"term":"inactive"}"#, []), (.plain, #"{"term":"%"}"#, []), (.plain, #"{"term":"agent@"}"#, []),
        (.plain, "{}", active + ["rocket.cat"]),
        (.plain, #"{"term":null,"exceptions":null,"conditions":null}"#, active + ["rocket.cat"]),
        (.plain, #"{"term":"onitor","exceptions":["monitorA","none"]}"#, ["id-idleMonitor", "id-monitorB"]),
        (.plain, #"{"term":"onitor","exceptions":["MONITORA"]}"#, Array(active[3...3] + active[5...6])),
        (.plain, #"{"conditions":{"type":"bot"}}"#, ["rocket.cat"]),
        (
            .plain, #"{"term":"a","conditions":{"username":{"$in":["agent","plain","guest"]}}}"#,
            ["id-agent", "id-guest", "id-plain"]
        ),
        (.admin, #"{"conditions":{"roles":"admin"}}"#, ["id-admin", "id-guest"]),
        (.guest, #"{"term":"agent"}"#, []),
    ]

    @Test(arguments: TestEngine.allCases)
    func `those who can log in are proposed by user name or name`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for row in Self.proposals {
                let path = "users.autocomplete?selector=\(queryValue(row.selector))"
                let answer = try await server.fetch("GET", path, as: row.who)
                #expect(answer.object?.keys == ["items", "success"])
                #expect(answer.each("items", "_id") == row.ids, "\(row.selector)")
            }
            let answer = try await server.send("GET", "users.autocomplete?selector={\"term\":\"agent\"}")
            #expect(answer.text == #"{"items":["# + Self.proposal("agent") + #"],"success":true}"#)
            try await server.world.revoke("view-outside-room", from: "user")
            let narrow = try await server.fetch("GET", "users.autocomplete?selector={}", as: .plain)
            #expect(narrow.found("items") == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `ten are proposed at most`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run(
                """
                INSERT INTO users (id, username, username_folded, name, name_folded, type, active, created_at, updated_at)
                WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
                SELECT 'x' || i, 'x' || i, 'x' || i, 'X', 'x', 'user', 1, 0, 0 FROM n
                """)
            let found = try await server.fetch("GET", "users.autocomplete?selector={\"term\":\"x\"}")
            #expect(found.each("items", "username") == (10..<20).map { "x\($0)" })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a selector that cannot be honoured is refused`(_ engine: TestEngine) async throws {
        let notObject = Refusal.typed("The 'selector' param must be a JSON object", "error-invalid-params")
        func wrong(_ member: String) -> String {
            Refusal.typed("The 'selector' param has a wrong '\(member)'", "error-invalid-params")
        }
        let rows: [(parameters: String, who: Who, answer: String)] = [
            ("", .plain, Refusal.missing("selector")),
            ("selector=", .plain, Refusal.plain("The 'selector' param is required")),
            ("selector={}&count=5", .plain, Refusal.extraMember), ("selector=x", .plain, notObject),
            ("selector=[]", .plain, notObject), ("selector=null", .plain, notObject),
            (#"selector={"term":"a","term":"b"}"#, .plain, notObject), (#"selector={"term":5}"#, .plain, wrong("term")),
            (#"selector={"exceptions":"a"}"#, .plain, wrong("exceptions")),
            (#"selector={"exceptions":[5]}"#, .plain, wrong("exceptions")),
            (#"selector={"conditions":"a"}"#, .plain, wrong("conditions")),
            (
                #"selector={"conditions":{"username":{"$ne":"a"}}}"#, .plain,
                Refusal.typed("Invalid operation: username.$ne", "error-invalid-query")
            ),
            (
                #"selector={"conditions":{"roles":"admin"}}"#, .plain,
                Refusal.typed("Invalid attribute: roles", "error-invalid-query")
            ),
            (
                #"selector={"conditions":{"emails.address":"agent@example.com"}}"#, .guest,
                Refusal.typed("Invalid attribute: emails.address", "error-invalid-query")
            ),
        ]
        try await expectRefused(
            engine, rows.map { Exchange("GET users.autocomplete?\($0.parameters)", as: $0.who, gives: $0.answer) })
    }

    static let directory: [(who: Who, parameters: String, ids: [String])] = [
        (.plain, "type=users", active + ["rocket.cat"]), (.plain, "type=users&workspace=all", active + ["rocket.cat"]),
        (.plain, "type=users&workspace=external", []), (.plain, "type=users&text=AGENT", ["id-agent"]),
        (.plain, "type=users&text=onitor&count=2&offset=1", ["id-monitorA", "id-monitorB"]),
        (.plain, #"query={"type":"users","text":"agent","workspace":"local"}"#, ["id-agent"]),
        (.plain, #"query={"type":"users","text":"agent"}&text=plain"#, ["id-plain"]),
        (.plain, #"type=users&text=onitor&sort={"username":-1}"#, ["id-monitorB", "id-monitorA", "id-idleMonitor"]),
        (.plain, "type=users&text=inactive", []), (.plain, "type=users&text=agent@example", []),
        (.plain, "type=users&text=%25", []), (.admin, "type=users&text=agent@example", ["id-agent"]),
        (.admin, #"type=users&text=onitor&sort={"email":-1}"#, ["id-monitorB", "id-monitorA", "id-idleMonitor"]),
        (
            .admin, #"type=users&text=onitor&sort={"emails.address":1}"#,
            ["id-idleMonitor", "id-monitorA", "id-monitorB"]
        ),
        (.admin, #"type=users&text=agent&sort={"createdAt":1}"#, ["id-agent"]),
    ]

    @Test(arguments: TestEngine.allCases)
    func `the directory lists those who can log in, by name`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for row in Self.directory {
                let list = try await server.fetch("GET", "directory?" + row.parameters, as: row.who)
                #expect(list.object?.keys == ["result", "count", "offset", "total", "success"])
                #expect(list.each("result", "_id") == row.ids, "\(row.parameters)")
                #expect(list.found("count") == .int(row.ids.count))
            }
            let part = try await server.fetch("GET", "directory?type=users&text=onitor&count=1")
            #expect(part.found("total") == 3 && part.found("count") == 1)
            for (who, keys) in [
                (Who.plain, ["_id", "username", "name"]), (.admin, ["_id", "username", "name", "emails", "createdAt"]),
            ] {
                let list = try await server.fetch("GET", "directory?type=users&text=agent", as: who)
                #expect(list.found("result")?.array?.first?.object?.keys == keys, "\(who)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the directory refuses what it does not have or show`(_ engine: TestEngine) async throws {
        let verify = Refusal.plain("Please verify the parameters")
        func query(_ problem: String) -> String { Refusal.typed(problem, "error-invalid-query") }
        let rows: [(parameters: String, who: Who, answer: String)] = [
            ("", .plain, verify), ("type=channels", .plain, verify), ("type=teams", .admin, verify),
            ("type=USERS", .plain, verify), (#"query={"type":"channels"}"#, .plain, verify),
            ("type=users&workspace=x", .plain, verify), (#"type=users&sort={"roles":1}"#, .admin, verify),
            (#"type=users&sort={"createdAt":1}"#, .plain, verify), (#"type=users&sort={"email":1}"#, .plain, verify),
            ("type=users", .guest, verify),
            (
                #"type=users&sort={"name":1,"username":1}"#, .plain,
                Refusal.plain(#"This method support only one "sort" parameter"#)
            ),
            (#"query={"type":"users","nope":"x"}"#, .plain, query("Invalid attribute: nope")),
            (#"query={"type":"users","emails.address":"x"}"#, .admin, query("Invalid attribute: emails.address")),
            (#"query={"type":"users","text":5}"#, .plain, query("Invalid value: text")),
            (#"query={"type":{"$in":["users","teams"]}}"#, .plain, query("Invalid value: type")),
            (#"query={"text":{"$regex":"."}}"#, .plain, query("Invalid operation: text.$regex")),
            ("type=users&fields={}", .plain, Refusal.extraMember),
            (
                "type=users&text=" + String(repeating: "a", count: 1025), .plain,
                Refusal.typed("The text to search for is longer than 1024 bytes", "error-invalid-params")
            ),
        ]
        try await expectRefused(
            engine, rows.map { Exchange("GET directory?\($0.parameters)", as: $0.who, gives: $0.answer) })
    }

    @Test(arguments: TestEngine.allCases, ["view-outside-room", "view-d-room"])
    func `the directory asks for both permissions`(_ engine: TestEngine, _ permission: String) async throws {
        try await TestServer.run(engine) { server in
            #expect(try await server.send("GET", "directory?type=users", as: .plain).status == 200)
            try await server.world.revoke(permission, from: "user")
            let refused = try await server.send("GET", "directory?type=users", as: .plain)
            #expect(refused.status == 400 && refused.text.contains("Please verify the parameters"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `holders of public roles are shown with these alone`(_ engine: TestEngine) async throws {
        let path = "roles.getUsersInPublicRoles"
        try await TestServer.run(engine) { server in
            let all = try await server.fetch("GET", path, as: .guest)
            #expect(all.object?.keys == ["users", "success"])
            #expect(
                all.found("users") == [
                    ["_id": "id-admin", "username": "admin", "roles": ["admin"]],
                    ["_id": "id-agent", "username": "agent", "roles": ["livechat-agent"]],
                    ["_id": "id-guest", "username": "guest", "roles": ["admin"]],
                    ["_id": "id-manager", "username": "manager", "roles": ["livechat-manager"]],
                ])
            #expect(try await server.fetch("GET", path + "?count=1&offset=1").each("users", "_id") == ["id-agent"])
            #expect(
                try await server.fetch("GET", path + "?offset=2").each("users", "_id") == ["id-guest", "id-manager"])
            for (role, isPublic) in [(#""name":"quiet""#, false), (#""name":"trainer","description":"Trains""#, true)] {
                let made = try await server.fetch("POST", "roles.create", body: "{\(role)}")
                let id = try #require(made.found("role", "_id")?.string)
                let give = #"{"username":"plain","roleId":"\#(id)"}"#
                _ = try await server.fetch("POST", "roles.addUserToRole", body: give)
                let found = try await server.fetch("GET", path).found("users")?.array?.last
                #expect((found == ["_id": "id-plain", "username": "plain", "roles": [.string(id)]]) == isPublic)
            }
            try await server.expect(
                Exchange(
                    #"GET \#(path)?query={"username":"admin"}"#,
                    gives: Refusal.typed("Invalid attribute: username", "error-invalid-query")))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an address finds its owner, for those who see addresses`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for address in ["agent@example.com", "AGENT@Example.COM", "agent%40example.com"] {
                let user = try await server.fetch("GET", "users.info?email=\(address)").found("user")
                #expect(user?.found("_id") == "id-agent", "\(address)")
            }
            let some = try await server.fetch("GET", #"users.info?email=agent@example.com&fields={"emails":1}"#)
            #expect(some.found("user")?.object?.keys == ["_id", "emails"])
            try await server.world.grant("view-full-other-user-info", to: "livechat-manager")
            #expect(try await server.send("GET", "users.info?email=agent@example.com", as: .manager).status == 200)
        }
        let forbidden = Refusal.plain("unauthorized")
        try await expectRefused(
            engine,
            [
                Exchange("GET users.info?email=nobody@example.com", gives: Refusal.plain("User not found.")),
                Exchange("GET users.info?email=agent", gives: Refusal.plain("User not found.")),
                Exchange("GET users.info?email=%25", gives: Refusal.plain("User not found.")),
                Exchange("GET users.info?email=", gives: Refusal.plain("Invalid search query.")),
                Exchange("GET users.info?email=agent@example.com&username=agent", gives: ReadUserTests.noKey),
                // Whether anybody has it is not told.
                Exchange("GET users.info?email=agent@example.com", as: .plain, status: 403, gives: forbidden),
                Exchange("GET users.info?email=nobody@example.com", as: .plain, status: 403, gives: forbidden),
                Exchange("GET users.info?email=plain@example.com", as: .plain, status: 403, gives: forbidden),
                Exchange("GET users.info?email=agent@example.com", as: .guest, status: 403, gives: forbidden),
            ])
    }
}
