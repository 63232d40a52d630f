import MusterTestSupport
import MusterTestWorld
import Testing

/// Monitors, the names of the 4.x generation, and the methods (contract 3.2 to 3.4).
@Suite("Monitors, old names, methods")
struct MonitorScenarios {
    static let monitors: [Scenario] = [
        Scenario(
            "monitors are listed by name", "GET livechat/monitors", status: 200,
            contains: [
                #""username":"monitorA""#, #""emails":[{"address":"monitorA@example.com","verified":true}]"#,
                #""total":4"#,
            ],
            lacks: ["plain"]),
        Scenario(
            "the text is looked for in addresses too", "GET livechat/monitors?text=TORB@EX", status: 200,
            contains: ["monitorB", #""total":1"#]),
        Scenario(
            "a monitor is read flat", "GET livechat/monitors/monitorA", status: 200,
            contains: [#"{"_id":"id-monitorA","username":"monitorA","#, #""success":true}"#]),
        Scenario(
            "who is no monitor is an invalid user", "GET livechat/monitors/plain", status: 400,
            contains: [#"{"success":false,"error":"invalid-user"}"#]),
        Scenario(
            "a user becomes a monitor", "POST livechat/monitors.create", body: #"{"username":"plain"}"#, status: 200,
            contains: [#"{"_id":"id-plain","username":"plain","roles":["user","livechat-monitor"],"success":true}"#],
            events: ["user.roles-changed"]),
        Scenario(
            "twice is fine", "POST livechat/monitors.create", body: #"{"username":"monitorA"}"#, status: 200,
            contains: [#""roles":["user","livechat-monitor"]"#]),
        Scenario(
            "an unknown user cannot become a monitor", "POST livechat/monitors.create", body: #"{"username":"x"}"#,
            status: 400,
            contains: [
                #""error":"Invalid user [error-invalid-user]","errorType":"error-invalid-user","details":{"method":"livechat:addMonitor"}"#
            ]),
        Scenario(
            "a missing user name is named", "POST livechat/monitors.create", body: "{}", status: 400,
            contains: [#""must have required property 'username' [invalid-params]","errorType":"invalid-params"}"#]),
        Scenario(
            "other members are refused", "POST livechat/monitors.create", body: #"{"username":"plain","x":1}"#,
            status: 400, contains: ["must NOT have additional properties [invalid-params]"]),
        Scenario(
            "a monitor becomes a user again", "POST livechat/monitors.delete", body: #"{"username":"monitorA"}"#,
            status: 200, contains: [#"{"success":true}"#], events: ["user.roles-changed", "unit.monitors-changed"]),
        Scenario(
            "an unknown monitor cannot be removed", "POST livechat/monitors.delete", body: #"{"username":"x"}"#,
            status: 400, contains: ["Invalid user"]),
    ]

    static let oldNames: [Scenario] = [
        Scenario("units.list", "GET livechat/units.list", status: 200, contains: [#""total":2"#]),
        Scenario("units.getOne", "GET livechat/units.getOne?unitId=unit-a", status: 200, contains: ["Alpha"]),
        Scenario(
            "units.getOne without an id", "GET livechat/units.getOne", status: 400,
            contains: [#""error":"Missing \"unitId\" query parameter"}"#]),
        Scenario(
            "unitMonitors.list", "GET livechat/unitMonitors.list?unitId=unit-a", status: 200, contains: ["monitorA"]),
        Scenario(
            "unitMonitors.list without an id", "GET livechat/unitMonitors.list", status: 400,
            contains: [#""error":"The \"unitId\" parameter is required"}"#]),
        Scenario("monitors.list", "GET livechat/monitors.list", status: 200, contains: [#""total":4"#]),
        Scenario(
            "monitors.getOne", "GET livechat/monitors.getOne?username=monitorB", status: 200, contains: ["id-monitorB"]),
        Scenario(
            "departments.by-unit", "GET livechat/departments.by-unit/unit-b", status: 200, contains: ["dep-3"]),
        Scenario(
            "departments.available-by-unit", "GET livechat/departments.available-by-unit/unit-b", status: 200,
            contains: ["dep-3", "dep-4", #""total":2"#]),
    ]

    @Test(arguments: TestEngine.allCases, monitors + oldNames)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(arguments: ["units.list", "monitors.list", "departments.by-unit/unit-a", "units.getOne"])
    func `an old name carries the three headers of a deprecated endpoint`(_ name: String) async throws {
        try await TestServer.run(.sqlite) { server in
            let answer = try await server.send("GET", "livechat/\(name)")
            #expect(answer.header("x-deprecation-type") == "endpoint-deprecation")
            #expect(answer.header("x-deprecation-version") == "5.0.0")
            #expect(answer.header("x-deprecation-message")?.contains("livechat/") == true)
        }
    }
}
