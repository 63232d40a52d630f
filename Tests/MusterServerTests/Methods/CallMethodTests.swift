import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// How methods are called: contract section 1.16, D14.
@Suite("A method is called by the message inside the body", .holds("1.16"))
struct CallMethodTests {
    private func post(_ server: TestServer, _ message: String, path: String = "method.call/x") async throws
        -> HTTPAnswer
    {
        let body: JSON = ["message": .string(message)]
        return try await server.send("POST", path, body: body.text())
    }

    @Test(arguments: TestEngine.allCases)
    func `an undefined result is absent, the answer is one text in message`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let message = #"{"msg":"method","id":"42","method":"livechat:getUnitsFromUser","params":[]}"#
            let answer = try await post(server, message)
            #expect(answer.status == 200)
            #expect(answer.text == #"{"message":"{\"msg\":\"result\",\"id\":\"42\"}","success":true}"#)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the name in the message counts, never the path's`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let message = #"{"msg":"method","id":"1","method":"livechat:removeUnit","params":["unit-a"]}"#
            let answer = try await post(server, message, path: "method.call/livechat:addMonitor")
            #expect(answer.json?.found("message") == #"{"msg":"result","id":"1","result":true}"#)
            #expect(try await server.send("GET", "livechat/units/unit-a").text == "null")
        }
    }

    @Test(
        arguments: TestEngine.allCases,
        [
            (#""42""#, #""42""#), ("42", #""42""#), ("4.5", #""4.5""#), ("true", #""true""#), (#""""#, #""""#),
            (#""é\"""#, #""é\"""#),
        ])
    func `the id comes back as a text`(_ engine: TestEngine, _ row: (sent: String, back: String)) async throws {
        try await TestServer.run(engine) { server in
            let back = try JSON(parsing: row.back.utf8)
            let reply = try await server.call("livechat:getUnitsFromUser", "[]", id: row.sent)
            #expect(reply.found("id") == back)
            let failed = try await server.call("livechat:nothing", "[]", id: row.sent)
            #expect(failed.found("id") == back)
        }
    }

    @Test(
        .holds("3.4.29"),
        arguments: TestEngine.allCases,
        [
            "livechat:nothing", "", "saveUnit", "livechat:saveunit", "livechat:addAgent", "livechat:removeAgent",
            "livechat:addManager", "livechat:removeManager",
        ])
    func `an unknown method is the number 404`(_ engine: TestEngine, _ name: String) async throws {
        let reason = "Method '\(name)' not found"
        try await TestServer.run(engine) { server in
            for who in [Who.admin, .plain] {
                try await server.expectError(
                    #"{"isClientSafe":true,"error":404,"reason":"\#(reason)","message":"\#(reason) [404]","#
                        + #""errorType":"Meteor.Error"}"#, of: name, "[]", as: who)
            }
        }
    }

    @Test(
        .holds("3.4.27"),
        arguments: TestEngine.allCases,
        [
            ("livechat:saveUnit", #"["",{"name":"x","visibility":"public"},[],[]]"#), ("livechat:saveUnit", "[]"),
            ("livechat:removeUnit", #"["unit-a"]"#), ("livechat:removeUnit", #"["unknown"]"#),
            ("livechat:addMonitor", #"["plain"]"#), ("livechat:addMonitor", "[5]"),
            ("livechat:removeMonitor", #"["monitorA"]"#), ("livechat:saveDepartment", "[null,{},[]]"),
            ("livechat:saveAgentInfo", #"["id-agent",{},[]]"#), ("livechat:saveAgentInfo", #"["id-plain",{},[]]"#),
        ])
    func `who lacks the permission is told so inside, before anything else`(
        _ engine: TestEngine, _ row: (method: String, params: String)
    ) async throws {
        try await TestServer.run(engine) { server in
            let before = try await server.snapshot()
            for who in [Who.plain, .agent, .guest] {
                try await server.expectError(MethodError.notAllowed(row.method), of: row.method, row.params, as: who)
            }
            #expect(try await server.snapshot() == before)
        }
    }

    @Test(.holds("3.4.4", "3.4.28", "3.4.30"), arguments: TestEngine.allCases)
    func `each method asks for its own permission`(_ engine: TestEngine) async throws {
        let rows = [
            ("livechat:saveUnit", "[]", "manage-livechat-units"),
            ("livechat:removeUnit", "[]", "manage-livechat-units"),
            ("livechat:addMonitor", "[]", "manage-livechat-monitors"),
            ("livechat:removeMonitor", "[]", "manage-livechat-monitors"),
            ("livechat:saveDepartment", "[]", "manage-livechat-departments"),
            ("livechat:saveAgentInfo", "[]", "manage-livechat-agents"),
        ]
        try await TestServer.run(engine) { server in
            for (method, params, permission) in rows {
                try await server.expectError(MethodError.notAllowed(method), of: method, params, as: .plain)
                try await server.world.grant(permission, to: "user")
                // Now its parameters are looked at.
                let reply = try await server.call(method, params, as: .plain)
                #expect(reply.found("error", "error") != "error-not-allowed", "\(method)")
                #expect(reply.found("error") != nil, "\(method)")
                try await server.world.revoke(permission, from: "user")
            }
            let open = try await server.call("livechat:getUnitsFromUser", "[]", as: .plain)
            #expect(open.found("error") == nil)
        }
    }

    @Test(.holds("3.4.6"), arguments: TestEngine.allCases, [Who.nobody, .stranger, .inactive])
    func `who is not logged in is told so by the status`(_ engine: TestEngine, _ who: Who) async throws {
        try await TestServer.run(engine) { server in
            let message = #"{"msg":"method","id":"1","method":"livechat:removeUnit","params":["unit-a"]}"#
            let body: JSON = ["message": .string(message)]
            let answer = try await server.send("POST", "method.call/livechat:removeUnit", as: who, body: body.text())
            #expect(answer.status == 401)
            #expect(try await server.world.events() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a body without exactly a message is refused`(_ engine: TestEngine) async throws {
        let rows: [(body: String?, problem: String)] = [
            (nil, "must have required property 'message'"), ("{}", "must have required property 'message'"),
            ("[]", "must have required property 'message'"),
            (#"{"message":"{}","x":1}"#, "must NOT have additional properties"),
            (#"{"message":{}}"#, "must be string"), (#"{"message":[]}"#, "must be string"),
        ]
        try await TestServer.run(engine) { server in
            for row in rows {
                let answer = try await server.send("POST", "method.call/x", body: row.body)
                #expect(answer.status == 400)
                #expect(answer.json?.found("error") == .string("\(row.problem) [invalid-params]"), "\(answer.text)")
                #expect(answer.json?.found("errorType") == "invalid-params")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a message of another shape is an invalid method call, one that is not EJSON is refused too`(
        _ engine: TestEngine
    ) async throws {
        let invalid = [
            "{}", "[]", "5", "null", #""x""#, #"{"msg":"method","id":"1","method":"x"}"#,
            #"{"msg":"sub","id":"1","method":"x","params":[]}"#, #"{"msg":"method","method":"x","params":[]}"#,
            #"{"msg":"method","id":"1","params":[]}"#, #"{"msg":"method","id":"1","method":"x","params":{}}"#,
            #"{"msg":"method","id":"1","method":"x","params":[],"more":1}"#,
            #"{"id":"1","method":"x","params":[]}"#, #"{"msg":"method","id":{},"method":"x","params":[]}"#,
        ]
        try await TestServer.run(engine) { server in
            for message in invalid {
                let answer = try await post(server, message)
                #expect(answer.status == 400)
                #expect(answer.text == #"{"success":false,"error":"Invalid method call"}"#, "\(message)")
            }
            for message in ["", "{", "x", "{}x", #"{"msg":"method"} {}"#] {
                let answer = try await post(server, message)
                #expect(answer.status == 400)
                #expect(answer.json?.found("success") == false)
                #expect(answer.json?.found("error")?.string?.isEmpty == false)
                #expect(answer.json?.found("error") != "Invalid method call", "\(message)")
            }
            #expect(try await server.world.events() == [])
        }
    }
}
