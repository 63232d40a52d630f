import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 4.5: `livechat/users/:type` and `livechat/users/:type/:_id`.
@Suite("Agents and managers are listed and read", .holds("4.5"))
struct ListAgentsTests {
    static let lists: [Scenario] = [
        Scenario(
            "a search is no pattern", "GET livechat/users/agent?text=%25", status: 200,
            contains: [#"{"users":[],"count":0,"offset":0,"total":0,"success":true}"#], holds: "4.5.9"),
        Scenario(
            "a flag is a truth value", "GET livechat/users/agent?onlyAvailable=x", status: 400,
            contains: ["must be boolean [invalid-params]"], holds: "4.5.13"),
        Scenario(
            "numbers are checked by the schema", "GET livechat/users/agent?count=x", status: 400,
            contains: ["must be number [invalid-params]"], holds: "4.5.19"),
        Scenario(
            "query and fields are honoured",
            "GET livechat/users/agent?query={\"username\":\"agent\"}&fields={\"_id\":1}",
            status: 200, contains: [#"{"users":[{"_id":"id-agent"}],"count":1,"offset":0,"total":1"#], holds: "4.5.7"),
        Scenario(
            "a count of 0 is all of them", "GET livechat/users/agent?count=0", status: 200,
            contains: [#""_id":"id-agent""#, #""count":1,"offset":0,"total":1"#], holds: "4.5.18"),
        Scenario(
            "managers are searched too", "GET livechat/users/manager?text=agent", status: 200,
            contains: [#"{"users":[],"count":0"#], holds: "4.5.16"),
        Scenario(
            "idle managers stay", "GET livechat/users/manager?showIdleAgents=false", status: 200,
            contains: [#""_id":"id-manager""#], holds: "4.5.15"),
        Scenario(
            "the query of managers is as strict", "GET livechat/users/manager?x=1", status: 400,
            contains: ["must NOT have additional properties [invalid-params]"], holds: "4.5.6"),
        Scenario(
            "a monitor lists agents, whatever their units", "GET livechat/users/agent", as: .idleMonitor, status: 200,
            contains: [#""_id":"id-agent""#]),
        Scenario(
            "a guest lists none", "GET livechat/users/agent", as: .guest, status: 403,
            contains: [#"{"success":false,"error":"unauthorized"}"#]),
        Scenario(
            "a manager without an agent's things shows nulls", "GET livechat/users/manager", status: 200,
            contains: [#""statusLivechat":null"#, #""livechat":null,"departments":[]"#], holds: "4.5.21"),
    ]

    static let people: [Scenario] = [
        Scenario(
            "an agent is read with these members", "GET livechat/users/agent/id-agent", status: 200,
            contains: [
                #"{"user":{"_id":"id-agent","username":"agent","name":"Name of agent","status":"offline","#
                    + #""statusLivechat":"available","emails":[{"address":"agent@example.com","verified":true}]},"#
                    + #""success":true}"#
            ], holds: "4.5.37", "D28.3"),
        Scenario(
            "a manager is read likewise", "GET livechat/users/manager/id-manager", status: 200,
            contains: [#"{"user":{"_id":"id-manager","username":"manager","name":"Name of manager","#], holds: "4.5.38"),
        Scenario(
            "an agent is no manager", "GET livechat/users/manager/id-agent", status: 200,
            contains: [#"{"user":null,"success":true}"#], holds: "4.5.40"),
        Scenario(
            "nobody is read by user name", "GET livechat/users/agent/agent", status: 400,
            contains: [#"{"success":false,"error":"User not found"}"#], holds: "4.5.36"),
        Scenario(
            "a user is made by nothing but a user name", "POST livechat/users/agent",
            body: #"{"username":"plain","x":1}"#, status: 400,
            contains: ["must NOT have additional properties [invalid-params]"], holds: "4.5.25"),
        Scenario(
            "a user name is a text", "POST livechat/users/agent", body: #"{"username":[]}"#, status: 400,
            contains: ["must be string [invalid-params]"], holds: "4.5.27"),
        Scenario(
            "an unknown user becomes no manager", "POST livechat/users/manager", body: #"{"username":"none"}"#,
            status: 400,
            contains: [#"{"success":false,"error":"[error-invalid-user]","errorType":"error-invalid-user"}"#],
            holds: "4.5.32"),
        Scenario(
            "a manager becomes a user again", "DELETE livechat/users/manager/id-manager", status: 200,
            contains: [#"{"success":true}"#], events: ["user.roles-changed"], holds: "4.5.46"),
        Scenario(
            "who goes is looked for before the type", "DELETE livechat/users/boss/none", status: 400,
            contains: [#"{"success":false}"#], holds: "4.5.48"),
        Scenario(
            "and then nobody of another type goes", "DELETE livechat/users/boss/id-agent", status: 400,
            contains: [#"{"success":false,"error":"Invalid type"}"#], holds: "4.5.49"),
        Scenario(
            "the later route that saves an agent is not there", "POST livechat/agents.saveInfo", body: "{}",
            status: 404, contains: [#""error":"API endpoint does not exist""#], holds: "4.5.66"),
    ]

    @Test(arguments: TestEngine.allCases, lists + people)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(.holds("4.5.1", "4.5.3"), arguments: TestEngine.allCases)
    func `either of two permissions opens the agents, one of its own the managers`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            let world = server.world
            func statuses() async throws -> [Int] {
                var found: [Int] = []
                for type in ["agent", "manager"] {
                    found.append(try await server.send("GET", "livechat/users/\(type)", as: .plain).status)
                }
                return found
            }
            #expect(try await statuses() == [403, 403])
            for (permission, wanted) in [
                ("transfer-livechat-guest", [200, 403]), ("edit-omnichannel-contact", [200, 403]),
                ("view-livechat-manager", [403, 200]),
            ] {
                try await world.grant(permission, to: "user")
                #expect(try await statuses() == wanted, "\(permission)")
                try await world.revoke(permission, from: "user")
            }
        }
    }

    @Test(.holds("4.5.8"), arguments: TestEngine.allCases, ["agent", "manager"])
    func `the text is looked for in user name, name and address, whatever the case`(
        _ engine: TestEngine, _ type: String
    ) async throws {
        let body = #"{"username":"zoe.x","name":"Ünal Ray","email":"post@far.example","password":"p"}"#
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("POST", "users.create", body: body)
            _ = try await server.fetch("POST", "livechat/users/\(type)", body: #"{"username":"zoe.x"}"#)
            for text in ["OE.", "üNAL", "l r", "@FAR", "post"] {
                let list = try await server.fetch("GET", "livechat/users/\(type)?text=\(queryValue(text))")
                #expect(list.each("users", "username") == ["zoe.x"], "\(text)")
            }
        }
    }

    @Test(.holds("4.5.12"), arguments: TestEngine.allCases)
    func `without the idle ones bots stay, and who is not offline`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("POST", "livechat/users/agent", body: #"{"username":"rocket.cat"}"#)
            func names() async throws -> [String] {
                try await server.fetch("GET", "livechat/users/agent?showIdleAgents=false").each("users", "username")
            }
            #expect(try await names() == ["rocket.cat"])
            for (status, wanted) in [
                ("away", ["agent", "rocket.cat"]), ("offline", ["rocket.cat"]), ("busy", ["agent", "rocket.cat"]),
            ] {
                _ = try await server.fetch("POST", "users.setStatus", as: .agent, body: #"{"status":"\#(status)"}"#)
                #expect(try await names() == wanted, "\(status)")
            }
            for query in ["", "?showIdleAgents=true"] {
                #expect(try await server.fetch("GET", "livechat/users/agent" + query).found("total") == 2)
            }
        }
    }

    @Test(.holds("4.5.17", "D28.3"), arguments: TestEngine.allCases, ["agent", "manager"])
    func `they are listed by name, sorted and paged as asked, every member there`(
        _ engine: TestEngine, _ type: String
    ) async throws {
        try await TestServer.run(engine) { server in
            for who in ["plain", "admin", "rocket.cat"] {
                _ = try await server.fetch("POST", "livechat/users/\(type)", body: #"{"username":"\#(who)"}"#)
            }
            let names = ["admin", type, "plain", "rocket.cat"]
            let rows: [(query: String, names: [String])] = [
                ("", names), ("count=2&offset=1", [type, "plain"]), ("count=0", names), ("offset=4", []),
                ("sort={\"username\":-1}&count=1", ["rocket.cat"]),
            ]
            for (query, names) in rows {
                let page = try await server.fetch("GET", "livechat/users/\(type)?\(query)")
                #expect(page.object?.keys == ["users", "count", "offset", "total", "success"])
                #expect(page.each("users", "username") == names, "\(query)")
                #expect(page.found("count") == .int(names.count) && page.found("total") == 4, "\(query)")
            }
            let bot = try await server.fetch("GET", "livechat/users/\(type)").found("users")?.array?.last
            #expect(
                bot?.object?.keys == [
                    "_id", "username", "status", "statusLivechat", "name", "emails", "livechat", "departments",
                ])
            #expect(bot?.found("emails") == .null && bot?.found("livechat") == .null)
        }
    }

    @Test(.holds("4.5.22"), arguments: TestEngine.allCases)
    func `a manager's row has the departments they work in`(_ engine: TestEngine) async throws {
        let join = #"{"upsert":[{"agentId":"id-manager","username":"manager"}],"remove":[]}"#
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("POST", "livechat/department/dep-4/agents", body: join)
            let list = try await server.fetch("GET", "livechat/users/manager").found("users")?.array
            #expect(list?.map { $0.found("departments") } == [["dep-4"]])
        }
    }
}
