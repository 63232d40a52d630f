import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `POST livechat/monitors.delete`: contract 3.2.
@Suite("A monitor becomes a user again")
struct DeleteMonitorTests {
    @Test(.holds("3.2.13", "3.2.18", "D26.2"), arguments: TestEngine.allCases)
    func `delete takes the role and the units, and nothing else`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let answer = try await server.send("POST", "livechat/monitors.delete", body: #"{"username":"monitorA"}"#)
            #expect(answer.status == 200)
            #expect(answer.text == #"{"success":true}"#)
            #expect(
                try await server.send("GET", "livechat/monitors/monitorA").text
                    == #"{"success":false,"error":"invalid-user"}"#)
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers([], ["dep-1", "dep-2"]))
            #expect(try await server.members(ofUnit: "unit-b") == UnitMembers(["monitorB"], ["dep-3"]))
            let user = try await server.fetch("GET", "users.info?username=monitorA").found("user")
            #expect(user?.found("roles") == ["user"])
            #expect(user?.found("active") == true)
            #expect(try await server.eventKinds() == ["user.roles-changed", "unit.monitors-changed"])
        }
    }

    @Test(.holds("3.2.15"), arguments: TestEngine.allCases, ["unknown", "id-monitorA", "monitorA "])
    func `delete of an unknown user is refused without an id`(_ engine: TestEngine, _ name: String) async throws {
        try await TestServer.run(engine) { server in
            let answer = try await server.send("POST", "livechat/monitors.delete", body: #"{"username":"\#(name)"}"#)
            #expect(answer.status == 400)
            #expect(answer.text == #"{"success":false,"error":"Invalid user"}"#)
            #expect(try await server.world.events() == [])
        }
    }

    @Test(.holds("3.2.14"), arguments: TestEngine.allCases)
    func `delete takes a user name`(_ engine: TestEngine) async throws {
        let rows: [(body: String?, problem: String)] = [
            (nil, "must have required property 'username'"), ("{}", "must have required property 'username'"),
            (#"{"username":{}}"#, "must be string"), (#"{"username":[]}"#, "must be string"),
        ]
        try await TestServer.run(engine) { server in
            for row in rows {
                let answer = try await server.send("POST", "livechat/monitors.delete", body: row.body)
                #expect(answer.status == 400)
                #expect(answer.json?.found("error") == .string("\(row.problem) [invalid-params]"), "\(answer.text)")
                #expect(answer.json?.found("errorType") == "invalid-params")
            }
            #expect(try await server.world.events() == [])
        }
    }
}
