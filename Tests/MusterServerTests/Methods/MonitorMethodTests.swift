import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `livechat:addMonitor`, `livechat:removeMonitor`: contract section 3.4.
@Suite("The methods about monitors do what the routes do", .holds("3.4"))
struct MonitorMethodTests {
    @Test(.holds("3.4.18"), arguments: TestEngine.allCases)
    func `addMonitor answers id and user name, twice too`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for _ in 1...2 {
                let reply = try await server.call("livechat:addMonitor", #"["plain"]"#)
                #expect(reply.found("result")?.text() == #"{"_id":"id-plain","username":"plain"}"#)
            }
            #expect(try await server.fetch("GET", "livechat/monitors/plain").found("_id") == .string(Who.plain.id))
            #expect(try await server.world.events().count == 1)
        }
    }

    @Test(.holds("3.4.19"), arguments: TestEngine.allCases)
    func `removeMonitor answers true, also for one who was no monitor`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for name in ["monitorA", "monitorA", "plain"] {
                let reply = try await server.call("livechat:removeMonitor", #"["\#(name)"]"#)
                #expect(reply == ["msg": "result", "id": "42", "result": true])
            }
            #expect(try await server.members(ofUnit: "unit-a") == UnitMembers([], ["dep-1", "dep-2"]))
            #expect(try await server.send("GET", "livechat/monitors/monitorA").status == 400)
            #expect(try await server.eventKinds() == ["user.roles-changed", "unit.monitors-changed"])
        }
    }

    @Test(
        .holds("3.4.20"),
        arguments: TestEngine.allCases, ["livechat:addMonitor", "livechat:removeMonitor"],
    )
    func `an unknown or empty user name is an invalid user`(_ engine: TestEngine, _ method: String) async throws {
        try await TestServer.run(engine) { server in
            let error = MethodError.typed("Invalid user", "error-invalid-user", method: method)
            for name in ["unknown", "", "id-plain", "plain "] {
                try await server.expectError(error, of: method, #"["\#(name)"]"#)
            }
            #expect(try await server.world.events() == [])
        }
    }

    @Test(.holds("3.4.21"), arguments: TestEngine.allCases, ["livechat:addMonitor", "livechat:removeMonitor"])
    func `a user name that is no text is a Match error`(_ engine: TestEngine, _ method: String) async throws {
        let rows = [
            ("[5]", "number"), ("[null]", "null"), ("[true]", "boolean"), (#"[{"$ne":""}]"#, "object"),
            (#"[["plain"]]"#, "object"), ("[]", "undefined"),
        ]
        try await TestServer.run(engine) { server in
            for (params, type) in rows {
                try await server.expectError(MethodError.match("Expected string, got \(type)"), of: method, params)
            }
            #expect(try await server.world.events() == [])
        }
    }
}
