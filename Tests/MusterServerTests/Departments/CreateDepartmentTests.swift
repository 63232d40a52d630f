import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 4.2, 4.7, 1.11, D13, D30, D31.
@Suite("POST livechat/department", .holds("4.2", "4.7"))
struct CreateDepartmentTests {
    private static func exchange(_ body: String, gives answer: String) -> Exchange {
        Exchange("POST livechat/department", body, gives: answer)
    }

    private static func exchange(_ changes: KeyValuePairs<String, JSON?>, gives answer: String) -> Exchange {
        exchange(DepartmentBody.text(changes), gives: answer)
    }

    @Test(.holds("4.2.3", "4.2.5", "4.2.8"), arguments: TestEngine.allCases)
    func `the schema's members are missed in its order`(_ engine: TestEngine) async throws {
        let order = ["name", "email", "enabled", "showOnRegistration", "showOnOfflineForm"]
        var rows = [
            Self.exchange("{}", gives: Refusal.missing("department")),
            Self.exchange(#"{"agents":5,"more":1}"#, gives: Refusal.missing("department")),
            Self.exchange(#"{"department":null}"#, gives: Refusal.schema("must be object")),
            Self.exchange(#"{"department":"x"}"#, gives: Refusal.schema("must be object")),
            Self.exchange(#"{"department":[]}"#, gives: Refusal.schema("must be object")),
            Self.exchange(#"{"department":5,"more":1}"#, gives: Refusal.extraMember),
            Self.exchange(#"{"department":{},"agents":5}"#, gives: Refusal.missing("name")),
        ]
        var sent: [String] = []
        for name in order {
            let members = sent.map { #""\#($0)":true"# }.joined(separator: ",")
            rows.append(Self.exchange(#"{"department":{\#(members)}}"#, gives: Refusal.missing(name)))
            sent.append(name)
        }
        rows += order.map { Self.exchange([$0: nil], gives: Refusal.missing($0)) }
        try await expectRefused(engine, rows)
    }

    @Test(.holds("4.2.10", "4.2.11", "4.2.12", "4.2.13", "4.2.15"), arguments: TestEngine.allCases)
    func `a member of the wrong type is refused in the schema's words`(_ engine: TestEngine) async throws {
        var rows: [Exchange] = []
        for value in [[], [:]] as [JSON] {
            for name in ["name", "email", "description", "fallbackForwardDepartment"] {
                rows.append(Self.exchange([name: value], gives: Refusal.schema("must be string")))
            }
        }
        for value in [[], "yes", 2] as [JSON] {
            for name in ["enabled", "showOnRegistration", "showOnOfflineForm", "requestTagsBeforeClosingChat"] {
                rows.append(Self.exchange([name: value], gives: Refusal.schema("must be boolean")))
            }
        }
        for value in ["x", 5, [:]] as [JSON] {
            rows.append(Self.exchange(["chatClosingTags": value], gives: Refusal.schema("must be array")))
        }
        rows.append(Self.exchange(["chatClosingTags": [["a"]]], gives: Refusal.schema("must be string")))
        try await expectRefused(engine, rows)
    }

    @Test(.holds("4.2.7", "4.2.20", "4.2.21", "4.2.22", "D30.4"), arguments: TestEngine.allCases)
    func `agents and departmentUnit are strict`(_ engine: TestEngine) async throws {
        let rows: [(agents: JSON?, unit: JSON?, answer: String)] = [
            ("x", nil, Refusal.schema("must be array")), ([:], nil, Refusal.schema("must be array")),
            (["x"], nil, Refusal.schema("must be object")), ([[:]], nil, Refusal.missing("agentId")),
            ([["count": 1, "more": 1]], nil, Refusal.missing("agentId")),
            ([["agentId": "id-agent", "username": "agent"]], nil, Refusal.extraMember),
            ([["agentId": "id-agent"], ["agentId": "id-agent", "_id": "x"]], nil, Refusal.extraMember),
            ([["agentId": []]], nil, Refusal.schema("must be string")),
            ([["agentId": "x", "count": "many"]], nil, Refusal.schema("must be number")),
            ([["agentId": "x", "order": []]], nil, Refusal.schema("must be number")),
            (nil, "unit-a", Refusal.schema("must be object")), (nil, [], Refusal.schema("must be object")),
            (nil, ["_id": "unit-a", "more": 1], Refusal.extraMember), (nil, ["id": "unit-a"], Refusal.extraMember),
            (nil, ["_id": []], Refusal.schema("must be string")), (nil, ["_id": [:]], Refusal.schema("must be string")),
        ]
        try await expectRefused(
            engine,
            rows.map { Self.exchange(DepartmentBody.text(agents: $0.agents, unit: $0.unit), gives: $0.answer) }
                + [Self.exchange(DepartmentBody.text(more: ["_id": "x"]), gives: Refusal.extraMember)])
    }

    @Test(.holds("4.2.24", "4.7.15", "4.7.24"), arguments: TestEngine.allCases)
    func `then the operation's refusals, in their order`(_ engine: TestEngine) async throws {
        let tags = ["requestTagBeforeClosingChat": true] as KeyValuePairs<String, JSON?>
        try await expectRefused(
            engine,
            [
                Self.exchange(
                    ["custom": .null, "requestTagBeforeClosingChat": true, "fallbackForwardDepartment": "x"],
                    gives: DepartmentRefusal.custom("custom")),
                Self.exchange(["custom": []], gives: DepartmentRefusal.custom("custom")),
                Self.exchange(["custom": [:]], gives: DepartmentRefusal.custom("custom")),
                Self.exchange(["custom": .number(0.5)], gives: DepartmentRefusal.custom("custom")),
                Self.exchange(["custom": 2_147_483_648], gives: DepartmentRefusal.custom("custom")),
                Self.exchange(
                    ["allowReceiveForwardOffline": "true"],
                    gives: Refusal.match("Expected boolean, got string in field allowReceiveForwardOffline")),
                Self.exchange(tags, gives: DepartmentRefusal.closingTags),
                Self.exchange(
                    ["requestTagBeforeClosingChat": true, "chatClosingTags": [], "fallbackForwardDepartment": "x"],
                    gives: DepartmentRefusal.closingTags),
                Self.exchange(["fallbackForwardDepartment": "x"], gives: DepartmentRefusal.unknownFallback),
                Self.exchange(["fallbackForwardDepartment": "unit-a"], gives: DepartmentRefusal.unknownFallback),
            ])
    }

    @Test(.holds("4.0.4", "4.0.7", "4.2.9", "4.2.25", "4.2.26", "D31.6"), arguments: TestEngine.allCases)
    func `a department is stored with exactly the keys sent`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = DepartmentBody.text([
                "name": "Ünï \u{0}😀", "enabled": false, "floor": 3, "vip": true, "note": "x",
                "chatClosingTags": ["a", "b"], "requestTagBeforeClosingChat": true,
                "departmentsAllowedToForward": ["dep-1"], "fallbackForwardDepartment": "dep-2",
                "maxNumber": -2_147_483_648,
            ])
            let answer = try await server.fetch("POST", "livechat/department", body: body)
            #expect(answer.object?.keys == ["department", "agents", "success"])
            #expect(answer.found("agents") == [])
            let made = try #require(answer.found("department"))
            let id = made.found("_id")?.string ?? ""
            #expect(isWhole(id, "[2-9A-HJ-NP-TW-Za-km-z]{17}"))
            var wanted = try JSON(parsing: body.utf8).found("department")?.object
            for (name, value) in ["_id": .string(id), "type": "d", "_updatedAt": made.found("_updatedAt") ?? .null]
                as KeyValuePairs<String, JSON>
            {
                wanted?[name] = value
            }
            #expect(made.object == wanted, "and neither archived, numAgents, parentId nor ancestors")
            #expect(try await server.department(id) == made)
            let events = try await server.world.events()
            #expect(events.map(\.kind) == ["department.created"] && events.first?.subjectID == id)
        }
    }

    @Test(.holds("4.2.17", "4.2.18", "4.2.19"), arguments: TestEngine.allCases)
    func `scalars are read as the schema says`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let body = DepartmentBody.text(
                ["name": 5, "email": 1, "enabled": "true", "showOnRegistration": 0, "description": true],
                agents: [["agentId": "id-agent", "count": "3", "order": .null]])
            let answer = try await server.fetch("POST", "livechat/department", body: body)
            let made = answer.found("department")
            #expect(made?.found("name") == "5" && made?.found("email") == "1" && made?.found("enabled") == true)
            #expect(made?.found("showOnRegistration") == false && made?.found("description") == "true")
            let id = made?.found("_id")?.string ?? ""
            #expect(try await server.agents(ofDepartment: id) == ["agent 3 0 true"])
        }
    }

    @Test(.holds("D31.1"), arguments: TestEngine.allCases)
    func `what was read may be written back, under a new id`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let read = try await server.department("dep-5")
            var sent = read.object ?? [:]
            sent["enabled"] = true
            let derived: [JSON] = [5, "x", [], .null]
            for value in derived {
                for name in [
                    "_id", "type", "numAgents", "parentId", "ancestors", "archived", "businessHourId", "_updatedAt",
                ] {
                    sent[name] = value
                }
                let body = JSON.object(["department": .object(sent)])
                let made = try await server.fetch("POST", "livechat/department", body: body.text()).found("department")
                #expect(made?.found("_id")?.string?.count == 17 && made?.found("type") == "d")
                for name in ["numAgents", "parentId", "ancestors", "archived", "businessHourId"] {
                    #expect(made?.found(name) == nil, "\(name)")
                }
            }
            #expect(try await server.department("dep-5") == read)
        }
    }
}
