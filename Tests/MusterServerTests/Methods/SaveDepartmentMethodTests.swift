import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `livechat:saveDepartment` beyond `DepartmentMethodTests`: contract 1.16, 2.2, 3.4, 4.3, 4.7.
@Suite("livechat:saveDepartment refuses and passes over what the contract says", .holds("3.4"))
struct SaveDepartmentMethodTests {
    private static let method = "livechat:saveDepartment"

    private static func data(_ changes: KeyValuePairs<String, JSON?> = [:]) -> String {
        DepartmentBody.object(changes).text()
    }

    /// Errors that must come, and nothing may change.
    private static func expectErrors(
        _ engine: TestEngine, as who: Who = .admin, _ rows: [(String, String)]
    ) async throws {
        try await TestServer.run(engine) { server in
            let before = try await server.snapshot()
            for (params, error) in rows { try await server.expectError(error, of: method, params, as: who) }
            #expect(try await server.snapshot() == before)
        }
    }

    @Test(.holds("3.4.5"), arguments: TestEngine.allCases)
    func `the permission is asked before the unit's id is looked at`(_ engine: TestEngine) async throws {
        let error = MethodError.notAllowed(Self.method)
        try await Self.expectErrors(
            engine, as: .plain,
            [(#"[null,{},[],{"_id":null}]"#, error), (#"["dep-3",{},[],{}]"#, error), ("[]", error)])
    }

    @Test(.holds("4.7.23"), arguments: TestEngine.allCases)
    func `agents that are no list are refused before missing closing tags`(_ engine: TestEngine) async throws {
        let untagged = Self.data(["requestTagBeforeClosingChat": true])
        let failed = MethodError.match("Failed Match.OneOf, Match.Maybe or Match.Optional validation")
        try await Self.expectErrors(
            engine, ["", ",null"].map { (#"["unknown",\#(untagged)\#($0)]"#, failed) })
    }

    @Test(.holds("4.7.30"), arguments: TestEngine.allCases)
    func `a department is not its own fallback, and that error has no details`(_ engine: TestEngine) async throws {
        let reason = "Cannot save department. Circular reference between fallback department and department"
        let id = "error-fallback-department-circular"
        let error =
            #"{"isClientSafe":true,"error":"\#(id)","reason":"\#(reason)","message":"\#(reason) [\#(id)]","#
            + #""errorType":"Meteor.Error"}"#
        let own = Self.data(["fallbackForwardDepartment": "dep-4"])
        try await Self.expectErrors(engine, [(#"["dep-4",\#(own),[{}]]"#, error)])
    }

    @Test(.holds("4.7.35"), arguments: TestEngine.allCases)
    func `an agent without an id is named last, and nothing is saved`(_ engine: TestEngine) async throws {
        let agents = #"[{"agentId":"id-plain"},{"count":1}]"#
        let missing = MethodError.match("Missing key 'agentId' in field upsert[1]", path: "upsert[1]")
        try await Self.expectErrors(
            engine,
            [
                (#"["dep-4",\#(Self.data()),\#(agents),{"_id":"unit-b"}]"#, missing),
                (
                    #"[null,\#(Self.data(["fallbackForwardDepartment": "unknown"])),\#(agents)]"#,
                    MethodError.typed(
                        "Fallback department not found", "error-fallback-department-not-found", method: Self.method)
                ),
            ])
    }

    @Test(.holds("4.7.19"), arguments: TestEngine.allCases)
    func `a list of the wrong type is named, with its path`(_ engine: TestEngine) async throws {
        let rows: [(key: String, value: JSON, problem: String)] = [
            ("chatClosingTags", .null, "Expected array, got null in field chatClosingTags"),
            (
                "departmentsAllowedToForward", "a in field b",
                #"Expected array, got "a in field b" in field departmentsAllowedToForward"#
            ),
            ("chatClosingTags", ["$date": 5], #"Expected array, got {"$date":5} in field chatClosingTags"#),
        ]
        try await Self.expectErrors(
            engine,
            rows.map { (#"[null,\#(Self.data([$0.key: $0.value])),[]]"#, MethodError.match($0.problem, path: $0.key)) })
    }

    @Test(.holds("4.3.43"), arguments: TestEngine.allCases)
    func `an unknown unit and another's are passed over, the rest is saved`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (who, unit) in [
                (Who.admin, "unknown"), (.admin, "dep-2"), (.monitorA, "unit-b"), (.monitorB, "unit-b"),
            ] {
                let name = "\(who) \(unit)"
                let params = #"["dep-1",\#(Self.data(["name": .string(name)])),[],{"_id":"\#(unit)"}]"#
                let saved = try await server.call(Self.method, params, as: who)
                #expect(saved.found("result", "name") == .string(name))
                #expect(saved.found("result", "parentId") == "unit-a", "\(name)")
            }
            #expect(try await server.eventKinds().allSatisfy { $0 == "department.updated" })
        }
    }
}
