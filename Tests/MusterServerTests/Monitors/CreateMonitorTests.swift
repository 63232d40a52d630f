import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `POST livechat/monitors.create`: contract section 3.2, D26, D28.
@Suite("A user becomes a monitor", .holds("3.2"))
struct CreateMonitorTests {
    @Test(.holds("3.2.9", "D26.1"), arguments: TestEngine.allCases)
    func `create answers the roles of after`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let answer = try await server.send("POST", "livechat/monitors.create", body: #"{"username":"plain"}"#)
            #expect(answer.status == 200)
            #expect(
                answer.text
                    == #"{"_id":"id-plain","username":"plain","roles":["user","livechat-monitor"],"success":true}"#)
            let events = try await server.world.events()
            #expect(events.map(\.kind) == ["user.roles-changed"])
            #expect(events.first?.subjectID == Who.plain.id)
        }
    }

    @Test(.holds("3.2.10"), arguments: TestEngine.allCases)
    func `create twice is fine, and changes nothing the second time`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = #"{"username":"agent"}"#
            let first = try await server.send("POST", "livechat/monitors.create", body: body)
            let second = try await server.send("POST", "livechat/monitors.create", body: body)
            #expect(second.status == 200)
            #expect(second.text == first.text)
            #expect(second.json?.found("roles") == ["user", "livechat-agent", "livechat-monitor"])
            #expect(try await server.world.events().count == 1)
            #expect(
                try await server.fetch("GET", "livechat/monitors?text=agent").each("monitors", "username") == ["agent"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who was made a monitor is one with the next request`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            #expect(try await server.send("GET", "livechat/units", as: .plain).status == 403)
            _ = try await server.fetch("POST", "livechat/monitors.create", body: #"{"username":"plain"}"#)
            #expect(try await server.fetch("GET", "livechat/units", as: .plain).found("total") == 0)
            let id = try await server.makeUnit("X", monitors: [Who.plain.id])
            #expect(try await server.members(ofUnit: id).monitors == ["plain"])
            #expect(try await server.fetch("GET", "livechat/units", as: .plain).each("units", "_id") == [id])
        }
    }

    @Test(.holds("3.2.11"), arguments: TestEngine.allCases)
    func `create takes exactly a user name`(_ engine: TestEngine) async throws {
        let missing = "must have required property 'username'"
        let rows: [(body: String?, problem: String)] = [
            (nil, missing), ("", missing), ("{}", missing), ("[]", missing), (#"{"userName":"plain"}"#, missing),
            (#"{"foo":1}"#, missing), (#"{"username":"plain","foo":1}"#, "must NOT have additional properties"),
            (#"{"username":"plain","_id":"id-plain"}"#, "must NOT have additional properties"),
            (#"{"username":{}}"#, "must be string"), (#"{"username":["plain"]}"#, "must be string"),
        ]
        try await TestServer.run(engine) { server in
            for row in rows {
                let answer = try await server.send("POST", "livechat/monitors.create", body: row.body)
                let wanted: JSON = [
                    "success": false, "error": .string("\(row.problem) [invalid-params]"),
                    "errorType": "invalid-params",
                ]
                #expect(answer.status == 400)
                #expect(answer.json == wanted, "\(row.body ?? "no body"): \(answer.text)")
            }
            #expect(try await server.world.events() == [])
        }
    }

    @Test(
        .holds("3.2.12"),
        arguments: TestEngine.allCases,
        [#""unknown""#, "5", "true", #""id-plain""#, #""plain ""#, #""pl%""#, #""\u0000""#])
    func `create of an unknown user is refused, scalars read as texts`(_ engine: TestEngine, _ name: String)
        async throws
    {
        try await TestServer.run(engine) { server in
            let answer = try await server.send("POST", "livechat/monitors.create", body: #"{"username":\#(name)}"#)
            #expect(answer.status == 400)
            #expect(
                answer.text
                    == #"{"success":false,"error":"Invalid user [error-invalid-user]","errorType":"error-invalid-user","#
                    + #""details":{"method":"livechat:addMonitor"}}"#)
            #expect(try await server.world.events() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a user name of digits may be sent as a number`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run(
                "UPDATE users SET username = '5', username_folded = '5' WHERE id = $1", Who.plain.id)
            let made = try await server.fetch("POST", "livechat/monitors.create", body: #"{"username":5}"#)
            #expect(made.found("_id") == .string(Who.plain.id))
            #expect(made.found("username") == "5")
        }
    }

    @Test(.holds("3.2.1"), arguments: TestEngine.allCases, [Who.plain, .agent, .monitorA, .guest])
    func `who lacks the permission may change nobody`(_ engine: TestEngine, _ who: Who) async throws {
        try await TestServer.run(engine) { server in
            for path in ["livechat/monitors.create", "livechat/monitors.delete"] {
                for body in ["{", "{}", #"{"username":"plain"}"#, #"{"username":"monitorA"}"#] {
                    let answer = try await server.send("POST", path, as: who, body: body)
                    #expect(answer.status == 403)
                    #expect(answer.text == UnitAnswer.noPermission)
                }
            }
            #expect(try await server.world.events() == [])
            #expect(try await server.members(ofUnit: "unit-a").monitors == ["monitorA"])
        }
    }
}
