import Facts
import MusterStore
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// D10.
@Suite("A body is read as JSON, whatever its type is said to be", .holds("1.14"))
struct BodyTests {
    static let empty = [
        "", " ", "\n", " \t\r\n ", "null", "true", "false", "0", "-5.5e3", "\"\"", "\"x\"", #""{\"user\":\"admin\"}""#,
        "[]", "[1]", #"[{"unitData":{}}]"#, " [] ",
    ]

    @Test(.holds("4.2.4"), arguments: TestEngine.allCases)
    func `a blank body and what is no object count as an object without members`(_ engine: TestEngine) async throws {
        let refused =
            #"{"success":false,"status":"error","error":"Unauthorized","message":"Unauthorized"}"#
        let exchanges = Self.empty.flatMap { body in
            [
                Exchange("POST livechat/units", body, gives: Refusal.match("Expected object, got undefined")),
                Exchange("POST livechat/units/unit-a", body, gives: Refusal.match("Expected object, got undefined")),
                Exchange("POST users.create", body, gives: Refusal.missing("email")),
                Exchange("POST livechat/department", body, gives: Refusal.missing("department")),
                Exchange("PUT livechat/department/dep-1", body, gives: Refusal.match("Missing key 'department'")),
                Exchange("POST login", as: .nobody, body, status: 401, gives: refused),
            ]
        }
        try await expectRefused(engine, exchanges)
    }

    @Test(arguments: TestEngine.allCases)
    func `a request without any body is the same`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let answers = try await offThread {
                let connection = try HTTPConnection(port: server.port)
                defer { connection.close() }
                // No length and no chunks: there is no body, and the connection goes on.
                let who = server.headersOf(.admin).map { "\($0.0): \($0.1)\r\n" }.joined()
                let request = "POST /api/v1/livechat/units HTTP/1.1\r\nHost: x\r\n\(who)\r\n"
                return try (0..<2).map { _ in
                    try connection.write(Array(request.utf8))
                    return try connection.readAnswer().text
                }
            }
            let wanted = Refusal.match("Expected object, got undefined")
            #expect(answers == [wanted, wanted])
        }
    }

    static let types: [String?] = [
        nil, "", "application/json", "application/json; charset=utf-8", "text/plain", "application/xml",
        "multipart/form-data; boundary=x", "application/octet-stream", "nonsense", "image/png",
        "application/x-www-form-urlencoded", "APPLICATION/X-WWW-FORM-URLENCODED; charset=utf-8",
    ]

    @Test(arguments: TestEngine.allCases)
    func `JSON is read under every content type and none`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for type in Self.types {
                let headers = type.map { [("Content-Type", $0)] } ?? []
                let answer = try await server.send("POST", "livechat/units", body: unitBody("n"), headers: headers)
                #expect(answer.status == 200, "\(type ?? "none"): \(answer.text)")
            }
            #expect(try await server.eventKinds() == Array(repeating: "unit.created", count: Self.types.count))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a form is read only where it is called one`(_ engine: TestEngine) async throws {
        let form = "user=admin&password=password+of+admin"
        try await TestServer.run(engine) { server in
            for type in ["application/x-www-form-urlencoded", "Application/X-WWW-Form-URLEncoded; charset=UTF-8"] {
                let answer = try await server.send(
                    "POST", "login", as: .nobody, body: form, headers: [("Content-Type", type)])
                #expect(answer.status == 200, "\(type): \(answer.text)")
                #expect(answer.json?.found("data", "userId") == "id-admin")
            }
            for headers in [[], [("Content-Type", "application/json")], [("Content-Type", "text/plain")]] {
                let answer = try await server.send("POST", "login", as: .nobody, body: form, headers: headers)
                #expect(answer.status == 400)
                #expect(answer.text.hasPrefix(Refusal.malformed), "\(answer.text)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a form is decoded, flat, and its members are texts`(_ engine: TestEngine) async throws {
        let type = [("Content-Type", "application/x-www-form-urlencoded")]
        try await TestServer.run(engine) { server in
            let digest = Digest.hex("a&b=c+d é")
            let hash = try PasswordHash.make(ofDigest: digest)
            try await server.world.store.setPassword(hash, ofUser: "agent", by: server.world.admin)
            for body in [
                "username=agent&password=a%26b%3Dc%2Bd%20%C3%A9", "password=a%26b%3dc%2bd+%c3%a9&user=agent",
                "%75ser=agent&password=a%26b%3Dc%2Bd+é", "&&email=agent%40example.com&password=a%26b%3Dc%2Bd+é&",
            ] {
                let answer = try await server.send("POST", "login", as: .nobody, body: body, headers: type)
                #expect(answer.status == 200, "\(body): \(answer.text)")
            }
            let monitor = try await server.send(
                "POST", "livechat/monitors.create", body: "username=plain", headers: type)
            #expect(monitor.json?.found("_id") == "id-plain", "\(monitor.text)")
            let nested = try await server.send(
                "POST", "livechat/units", body: "unitData[name]=n&unitData[visibility]=public", headers: type)
            #expect(nested.text == Refusal.match("Expected object, got undefined"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `unit's objects and arrays are not read out of texts`(_ engine: TestEngine) async throws {
        let data = #"{\"name\":\"n\",\"visibility\":\"public\"}"#
        let exchanges = [
            Exchange(
                "POST livechat/units", #"{"unitData":"\#(data)","unitMonitors":[],"unitDepartments":[]}"#,
                gives: Refusal.match("Expected object, got string")),
            Exchange(
                "POST livechat/units",
                #"{"unitData":{"name":"n","visibility":"p"},"unitMonitors":"[]","unitDepartments":[]}"#,
                gives: Refusal.match(#"Expected array, got "[]""#)),
        ]
        try await expectRefused(engine, exchanges)
    }
}
