import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 4.3, 4.7, D13, D31.
@Suite("PUT livechat/department/:_id", .holds("4.3", "4.7"))
struct UpdateDepartmentTests {
    private static func exchange(_ body: String, of id: String = "dep-1", gives answer: String) -> Exchange {
        Exchange("PUT livechat/department/\(id)", body, gives: answer)
    }

    private static func put(
        _ server: TestServer, _ id: String, _ body: String, as who: Who = .admin
    ) async throws -> JSON {
        try await server.fetch("PUT", "livechat/department/\(id)", as: who, body: body)
    }

    @Test(
        .holds("4.3.2", "4.3.3", "4.3.4", "4.3.5", "4.3.7", "4.3.9", "4.3.10", "4.3.14"), arguments: TestEngine.allCases
    )
    func `the body's own shape comes first`(_ engine: TestEngine) async throws {
        let good = DepartmentBody.object().text()
        func with(_ more: String) -> String { #"{"department":\#(good),\#(more)}"# }
        let missing = Refusal.match("Missing key 'department'")
        let array = Refusal.match("Expected Array in field agents")
        let id = "in field departmentUnit._id"
        let rows: [(body: String, answer: String)] = [
            ("{}", missing), ("[]", missing), ("", missing), (#"{"agents":[]}"#, missing),
            (with(#""agents":null"#), array), (with(#""agents":{}"#), array), (with(#""agents":"x""#), array),
            (with(#""agents":5"#), array), (with(#""X":1"#), Refusal.match("Unknown key in field X")),
            (with(#""_id":"dep-1""#), Refusal.match("Unknown key in field _id")),
            (
                with(#""departmentUnit":{"invalidProperty":1}"#),
                Refusal.match("Unknown key in field departmentUnit.invalidProperty")
            ),
            (with(#""departmentUnit":{"_id":true}"#), Refusal.match("Expected string, got boolean \(id)")),
            (with(#""departmentUnit":{"_id":5}"#), Refusal.match("Expected string, got number \(id)")),
            (with(#""departmentUnit":{"_id":{}}"#), Refusal.match("Expected string, got object \(id)")),
            (with(#""departmentUnit":{"_id":[]}"#), Refusal.match("Expected string, got object \(id)")),
            (
                with(#""departmentUnit":"unit-a""#),
                Refusal.match("Expected object, got string in field departmentUnit")
            ),
            (with(#""departmentUnit":5"#), Refusal.match("Expected object, got number in field departmentUnit")),
            (with(#""departmentUnit":true"#), Refusal.match("Expected object, got boolean in field departmentUnit")),
        ]
        try await expectRefused(
            engine,
            // The same for a department that is not there: the shape comes before existence.
            rows.flatMap { row in ["dep-1", "nothing"].map { Self.exchange(row.body, of: $0, gives: row.answer) } })
    }

    @Test(.holds("4.3.15"), arguments: TestEngine.allCases)
    func `who may only add agents passes the route and is refused inside, after the shape`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            try await server.world.grant("add-livechat-department-agents", to: "user")
            try await server.expect(
                Exchange(
                    "PUT livechat/department/dep-1", as: .plain, "{}", gives: Refusal.match("Missing key 'department'"))
            )
            for id in ["dep-1", "nothing"] {
                let answer = try await server.send(
                    "PUT", "livechat/department/\(id)", as: .plain, body: DepartmentBody.text(["custom": .null]))
                #expect(answer.status == 400)
                #expect(answer.text == #"{"success":false,"error":"error-not-allowed"}"#)
            }
            #expect(try await server.eventKinds() == [])
        }
    }

    @Test(
        .holds(
            "4.3.17", "4.3.19", "4.7.6", "4.7.8", "4.7.9", "4.7.11", "4.7.20", "4.7.25", "4.7.26", "4.7.27", "4.7.28",
            "4.7.29", "4.7.31", "4.7.32", "4.7.33"), arguments: TestEngine.allCases)
    func `then the refusals of saving, in their order`(_ engine: TestEngine) async throws {
        func body(_ changes: KeyValuePairs<String, JSON?>, unit: JSON? = nil, agents: JSON? = nil) -> String {
            DepartmentBody.text(changes, agents: agents, unit: unit)
        }
        let order = ["enabled", "name", "showOnRegistration", "email", "showOnOfflineForm"]
        var rows = [
            // 2 before 4, 4 before 5, 5 before 7, 7 before 8, 8 before 9 and 10, 10 before 11.
            Self.exchange(
                body(["enabled": nil, "requestTagBeforeClosingChat": true], unit: [:]), of: "dep-3",
                gives: DepartmentRefusal.lastOfUnit),
            Self.exchange(body(["name": nil, "custom": .null]), of: "dep-5", gives: DepartmentRefusal.archived),
            Self.exchange(
                body(["custom": .null, "requestTagBeforeClosingChat": true]), gives: DepartmentRefusal.custom("custom")),
            Self.exchange(
                body(["custom": .null]), of: "nothing", gives: DepartmentRefusal.custom("custom")),
            Self.exchange(
                body(["requestTagBeforeClosingChat": true, "fallbackForwardDepartment": "x"]), of: "nothing",
                gives: DepartmentRefusal.closingTags),
            Self.exchange(
                body(["fallbackForwardDepartment": "nothing"]), of: "nothing", gives: DepartmentRefusal.unknown),
            Self.exchange(
                body(["fallbackForwardDepartment": "dep-1"], agents: [[:]]), gives: DepartmentRefusal.circular),
            Self.exchange(
                body(["fallbackForwardDepartment": "x"], agents: [[:]]), gives: DepartmentRefusal.unknownFallback),
            Self.exchange(
                body(["fallbackForwardDepartment": "unit-a"]), gives: DepartmentRefusal.unknownFallback),
            Self.exchange(body([:]), of: "unit-a", gives: DepartmentRefusal.unknown),
            Self.exchange(body([:]), of: "%00", gives: DepartmentRefusal.unknown),
            Self.exchange(
                body([:], agents: [["agentId": "id-agent"], ["count": 1]]),
                gives: Refusal.match("Missing key 'agentId' in field upsert[1]")),
        ]
        var sent: [String] = []
        for name in order {
            let members = sent.map { #""\#($0)":\#($0 == "name" || $0 == "email" ? "\"x\"" : "false")"# }
            let text = #"{"department":{\#(members.joined(separator: ","))}}"#
            rows.append(Self.exchange(text, gives: Refusal.match("Missing key '\(name)'")))
            sent.append(name)
        }
        try await expectRefused(engine, rows)
    }

    static let wrong: [(key: String, value: JSON, problem: String)] = [
        ("name", 5, "Expected string, got number in field name"),
        ("email", .null, "Expected string, got null in field email"),
        ("enabled", "true", "Expected boolean, got string in field enabled"),
        ("showOnRegistration", 1, "Expected boolean, got number in field showOnRegistration"),
        ("showOnOfflineForm", .null, "Expected boolean, got null in field showOnOfflineForm"),
        ("description", .null, "Expected string, got null in field description"),
        ("fallbackForwardDepartment", .null, "Expected string, got null in field fallbackForwardDepartment"),
        ("requestTagBeforeClosingChat", .null, "Expected boolean, got null in field requestTagBeforeClosingChat"),
        ("allowReceiveForwardOffline", 1, "Expected boolean, got number in field allowReceiveForwardOffline"),
        ("chatClosingTags", .null, "Expected array, got null in field chatClosingTags"),
        ("chatClosingTags", ["a", 5], "Expected string, got number in field chatClosingTags[1]"),
        ("departmentsAllowedToForward", "x", #"Expected array, got "x" in field departmentsAllowedToForward"#),
        ("departmentsAllowedToForward", [.null], "Expected string, got null in field departmentsAllowedToForward[0]"),
    ]

    @Test(.holds("4.7.12", "4.7.13"), arguments: TestEngine.allCases)
    func `members are not coerced, null is no text`(_ engine: TestEngine) async throws {
        try await expectRefused(
            engine,
            Self.wrong.map { Self.exchange(DepartmentBody.text([$0.key: $0.value]), gives: Refusal.match($0.problem)) })
    }

    @Test(.holds("4.3.18", "4.3.25", "D31.5"), .keepsAway("RC#15337"), arguments: TestEngine.allCases)
    func `the keys sent change, the others stay`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let full = DepartmentBody.text([
                "name": "First", "description": "d", "floor": 3, "chatClosingTags": ["a"], "vip": true,
            ])
            let made = try await Self.put(server, "dep-1", full)
            #expect(made.object?.keys == ["department", "agents", "success"])
            let second = DepartmentBody.text(["name": "Second", "vip": false, "enabled": false])
            let changed = try await Self.put(server, "dep-1", second).found("department")
            let wanted: KeyValuePairs<String, JSON> = [
                "name": "Second", "description": "d", "floor": 3, "chatClosingTags": ["a"], "vip": false,
                "enabled": false, "parentId": "unit-a", "ancestors": ["unit-a"], "type": "d", "_id": "dep-1",
            ]
            for (name, value) in wanted { #expect(changed?.found(name) == value, "\(name)") }
            #expect(try await server.department("dep-1") == changed)
            #expect(try await server.agents(ofDepartment: "dep-1") == ["agent 0 0 false"], "the link knows it too")
            #expect(try await server.eventKinds() == ["department.updated", "department.updated"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `stored closing tags satisfy a later demand for tags`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            _ = try await Self.put(server, "dep-1", DepartmentBody.text(["chatClosingTags": ["a"]]))
            _ = try await Self.put(server, "dep-1", DepartmentBody.text(["requestTagBeforeClosingChat": true]))
            try await server.expect(
                Self.exchange(DepartmentBody.text(["chatClosingTags": []]), gives: DepartmentRefusal.closingTags))
        }
    }

    @Test(.holds("D31.4"), arguments: TestEngine.allCases, ["dep-1", "dep-3", "dep-4", "dep-5"])
    func `what was read may be written back and changes nothing`(_ engine: TestEngine, _ id: String) async throws {
        try await TestServer.run(engine) { server in
            let read = try await server.fetch("GET", "livechat/department/\(id)")
            let body: JSON = ["department": read.found("department") ?? .null, "agents": read.found("agents") ?? .null]
            let saved = try await Self.put(server, id, body.text())
            #expect(saved.found("department", "name") == read.found("department", "name"))
            var before = read.found("department")?.object
            var after = try await server.department(id).object
            for name in ["_updatedAt", "numAgents"] {
                before?[name] = nil
                after?[name] = nil
            }
            #expect(after == before)
            #expect(try await server.members(ofUnit: "unit-a").departments == ["dep-1", "dep-2"])
        }
    }

    @Test(.holds("4.0.6", "D31.3"), arguments: TestEngine.allCases)
    func `derived members are passed over, whatever their type`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for value in [5, "unit-b", ["unit-b"], .null, ["_id": "unit-b"], true] as [JSON] {
                let body = DepartmentBody.text([
                    "_id": value, "type": value, "numAgents": value, "parentId": value, "ancestors": value,
                    "archived": value, "businessHourId": value, "_updatedAt": value,
                ])
                let saved = try await Self.put(server, "dep-1", body).found("department")
                #expect(saved?.found("_id") == "dep-1" && saved?.found("parentId") == "unit-a")
                #expect(saved?.found("archived") == nil && saved?.found("businessHourId") == nil)
            }
        }
    }
}
