import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Bodies that are not JSON, and bodies under another content type (D10).
@Suite("A unit's body is JSON whatever its content type says", .holds("2.1", "2.2"))
struct CreateUnitBodyTests {
    /// Sends bytes that need not be text.
    private func post(_ server: TestServer, _ bytes: [UInt8], _ headers: [(String, String)] = []) async throws
        -> HTTPAnswer
    {
        let port = server.port
        let all = server.headersOf(.admin) + headers
        return try await offThread {
            let connection = try HTTPConnection(port: port)
            defer { connection.close() }
            return try connection.send("POST", "/api/v1/livechat/units", headers: all, body: bytes)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what is not JSON is refused as malformed`(_ engine: TestEngine) async throws {
        let right = unitBody("X")
        let texts = [
            "{", "}", "name", "{'unitData':{}}", right + "x", right + right, right + ",", String(right.dropLast()),
            #"{"unitData":{"name":"x",}}"#, #"{"unitData":undefined}"#, #"{"unitData":NaN}"#, "01", right + "\u{FEFF}",
            #"{"unitData":{"name":"\ud800","visibility":"public"},"unitMonitors":[],"unitDepartments":[]}"#,
            #"{"unitData":{"name":"\udc00\ud800","visibility":"public"},"unitMonitors":[],"unitDepartments":[]}"#,
            #"{"unitData":{"name":"\x","visibility":"public"},"unitMonitors":[],"unitDepartments":[]}"#,
            "{\"unitData\":{\"name\":\"a\nb\",\"visibility\":\"public\"},\"unitMonitors\":[],\"unitDepartments\":[]}",
            "unitData=x",
        ]
        let notUTF8: [[UInt8]] = [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80]]
        let mangled = notUTF8.map { Array(#"{"unitData":{"name":""#.utf8) + $0 + Array(#""}}"#.utf8) }
        try await TestServer.run(engine) { server in
            let before = try await server.snapshot()
            for bytes in texts.map({ Array($0.utf8) }) + mangled {
                let answer = try await post(server, bytes, [("Content-Type", "application/json")])
                let sent: Comment = "\(String(decoding: bytes, as: UTF8.self)): \(answer.text)"
                #expect(answer.status == 400, sent)
                #expect(answer.json?.found("success") == false, sent)
                #expect(answer.json?.found("error") == "Malformed JSON body [error-invalid-json]", sent)
                #expect(answer.json?.found("errorType") == "error-invalid-json", sent)
                #expect(answer.json?.found("details") != nil, sent)
            }
            #expect(try await server.snapshot() == before)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the content type is not asked for`(_ engine: TestEngine) async throws {
        let types = [
            nil, "application/json", "application/json; charset=utf-8", "text/plain", "text/html", "nonsense",
            "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "APPLICATION/JSON",
        ]
        try await TestServer.run(engine) { server in
            for (index, type) in types.enumerated() {
                let headers = type.map { [("Content-Type", $0)] } ?? []
                let answer = try await post(server, Array(unitBody("Unit \(index)").utf8), headers)
                #expect(answer.status == 200, "\(type ?? "none"): \(answer.text)")
                #expect(answer.json?.found("name") == .string("Unit \(index)"))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a form that is not JSON is read as flat texts`(_ engine: TestEngine) async throws {
        let rows = [
            ("unitData=x&unitMonitors=y", "Match error: Expected object, got string"),
            ("unitData", "Match error: Expected object, got string"),
            ("other=x", "Match error: Expected object, got undefined"),
        ]
        try await TestServer.run(engine) { server in
            for (form, problem) in rows {
                let answer = try await post(
                    server, Array(form.utf8), [("Content-Type", "application/x-www-form-urlencoded")])
                #expect(answer.status == 400)
                #expect(answer.json == ["success": false, "error": .string(problem)], "\(form)")
            }
            #expect(try await server.world.events() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `space around the JSON and inside it is no part of it`(_ engine: TestEngine) async throws {
        let body = "\r\n\t " + unitBody("Spaced").replacing(",", with: " ,\n\t").replacing(":", with: " : ") + "\n\n"
        try await TestServer.run(engine) { server in
            let answer = try await post(server, Array(body.utf8))
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.json?.found("name") == "Spaced")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `strict handling is claimed by an answer only where it was applied`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let answer = try await post(server, Array(unitBody("X").utf8))
            #expect(answer.status == 200)
            #expect(answer.header("preference-applied") == nil)
        }
    }
}
