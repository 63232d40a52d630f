import Facts
import MusterModel
import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.2, D59.
@Suite("A user is named in one way on every route")
struct NamedUserTests {
    private static let nobodyNamed = Refusal.typed(
        #"The required "userId" or "username" param was not provided"#, "error-user-param-not-provided")

    static let cases: [Scenario] = [
        Scenario(
            "a status is found by username in another case", "GET users.getStatus?username=monitora", as: .plain,
            status: 200, contains: [#"{"_id":"id-monitorA","status":"offline","success":true}"#],
            keepsAway: "Muster 11.3"),
        Scenario(
            "and by user", "GET users.getStatus?user=MONITORA", as: .plain, status: 200,
            contains: [#""_id":"id-monitorA""#], keepsAway: "Muster 11.3"),
        Scenario(
            "one's own name in another case is oneself", "GET users.getStatus?username=PLAIN", as: .plain, status: 200,
            contains: [#""_id":"id-plain","connectionStatus":"offline""#]),
        Scenario(
            "users.info finds a name in another case", "GET users.info?username=monitora", status: 200,
            contains: [#""username":"monitorA""#]),
        Scenario(
            "users.delete finds a username in another case", "POST users.delete", body: #"{"username":"Plain"}"#,
            status: 200, events: ["user.deleted"]),
        Scenario(
            "users.delete finds a user in another case", "POST users.delete", body: #"{"user":"PLAIN"}"#, status: 200,
            events: ["user.deleted"], keepsAway: "Muster 11.3"),
        Scenario(
            "users.setStatus finds a username in another case", "POST users.setStatus",
            body: #"{"username":"AGENT","status":"busy"}"#, status: 200, events: ["user.status-changed"]),
        Scenario(
            "users.setStatus finds a user in another case", "POST users.setStatus",
            body: #"{"user":"Agent","status":"busy"}"#, status: 200, events: ["user.status-changed"]),
        Scenario(
            "a role is given to a name in another case", "POST roles.addUserToRole",
            body: #"{"username":"PLAIN","roleId":"bot"}"#, status: 200, events: ["user.roles-changed"]),
        Scenario(
            "a role is taken from a name in another case", "POST roles.removeUserFromRole",
            body: #"{"username":"monitorb","roleId":"livechat-monitor"}"#, status: 200,
            events: ["user.roles-changed", "unit.monitors-changed"]),
        Scenario(
            "an agent is made of a name in another case", "POST livechat/users/agent", body: #"{"username":"PLAIN"}"#,
            status: 200, contains: [#"{"user":{"_id":"id-plain","username":"plain"}"#], events: ["user.roles-changed"]),
        Scenario(
            "a monitor is made of a name in another case", "POST livechat/monitors.create",
            body: #"{"username":"PLAIN"}"#, status: 200, contains: [#""username":"plain""#],
            events: ["user.roles-changed"]),
        Scenario(
            "a monitor is removed by a name in another case", "POST livechat/monitors.delete",
            body: #"{"username":"MONITORA"}"#, status: 200, events: ["user.roles-changed", "unit.monitors-changed"]),
        Scenario(
            "a monitor is read by a name in another case", "GET livechat/monitors/MonitorA", status: 200,
            contains: [#""username":"monitorA""#]),
        Scenario(
            "and by the older route", "GET livechat/monitors.getOne?username=monitora", status: 200,
            contains: [#""username":"monitorA""#]),
    ]

    static let blanks: [Scenario] = [
        Scenario(
            "nobody is deleted by a blank username", "POST users.delete", body: #"{"username":" "}"#, status: 400,
            contains: [nobodyNamed], keepsAway: "Muster 11.4"),
        Scenario(
            "nor by an empty user", "POST users.delete", body: #"{"user":""}"#, status: 400, contains: [nobodyNamed]),
        Scenario(
            "nor by a blank id", "POST users.delete", body: #"{"userId":"  "}"#, status: 400, contains: [nobodyNamed]),
        Scenario(
            "a blank username is not oneself", "POST users.setStatus", as: .plain,
            body: #"{"status":"busy","username":" "}"#, status: 400, contains: [nobodyNamed], keepsAway: "Muster 11.4"),
        Scenario(
            "nor is an empty one", "POST users.setStatus", as: .plain, body: #"{"status":"busy","username":""}"#,
            status: 400, contains: [nobodyNamed]),
        Scenario(
            "a blank username has no status", "GET users.getStatus?username=%20", as: .plain, status: 400,
            contains: [nobodyNamed]),
        Scenario(
            "nor has an empty user", "GET users.getStatus?user=", as: .plain, status: 400, contains: [nobodyNamed]),
        Scenario(
            "a role is given to no blank username", "POST roles.addUserToRole",
            body: #"{"username":"\t","roleId":"bot"}"#, status: 400, contains: [nobodyNamed]),
        Scenario(
            "nor taken from one", "POST roles.removeUserFromRole", body: #"{"username":" ","roleId":"bot"}"#,
            status: 400, contains: [nobodyNamed]),
        Scenario(
            "no agent has a blank username", "POST livechat/users/agent", body: #"{"username":""}"#, status: 400,
            contains: [nobodyNamed]),
        Scenario(
            "no monitor has a blank username", "POST livechat/monitors.create", body: #"{"username":" "}"#,
            status: 400, contains: [nobodyNamed]),
        Scenario(
            "nor is one removed by it", "POST livechat/monitors.delete", body: #"{"username":""}"#, status: 400,
            contains: [nobodyNamed]),
        Scenario(
            "blank members are left out beside one that names somebody", "POST users.delete",
            body: #"{"userId":"","username":" ","user":"plain"}"#, status: 200, events: ["user.deleted"]),
        Scenario(
            "an empty id is none given", "GET users.getStatus?userId=", as: .plain, status: 200,
            contains: [#""_id":"id-plain""#]),
    ]

    @Test(arguments: TestEngine.allCases, cases + blanks)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(.keepsAway("Muster 11.3"), arguments: TestEngine.allCases)
    func `methods and commands find a name in another case too`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let made = try await server.call("livechat:addMonitor", #"["PLAIN"]"#)
            #expect(made.found("result", "username") == "plain")
            #expect(try await server.call("livechat:removeMonitor", #"["Plain"]"#).found("result") == true)
            let store = server.world.store
            let owner = try await store.addToken("fresh", toUser: "PLAIN", by: .system("command-line"))
            #expect(owner.id == Who.plain.id)
            try await store.setPassword("hash", ofUser: "Plain", by: .system("command-line"))
            #expect(try await server.send("GET", "me", as: .plain).status == 401)
        }
    }
}
