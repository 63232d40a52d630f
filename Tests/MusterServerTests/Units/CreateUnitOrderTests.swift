import Facts
import MusterTestSupport
import MusterTestWorld
import Testing

/// The order of the checks of contract section 2.2, and what comes before them (D3).
@Suite("What is wrong with a unit's body is named in the contract's order", .holds("1.9", "1.10"))
struct CreateUnitOrderTests {
    @Test(arguments: TestEngine.allCases)
    func `unitData comes before unitMonitors, unitMonitors before unitDepartments`(_ engine: TestEngine)
        async throws
    {
        let data = #""unitData":{"name":"x","visibility":"public"}"#
        try await expectNoUnitSaved(
            engine,
            [
                (#"{"unitData":true,"unitMonitors":1,"unitDepartments":2}"#, "Expected object, got boolean"),
                (#"{"unitDepartments":2,"unitMonitors":1,"unitData":true}"#, "Expected object, got boolean"),
                (#"{"unitData":{"foo":1},"unitMonitors":1,"unitDepartments":2}"#, "Unknown key in field foo"),
                (#"{"unitData":{},"unitMonitors":1,"unitDepartments":2}"#, "Missing key 'name'"),
                (#"{\#(data),"unitMonitors":1,"unitDepartments":2}"#, "Expected array, got 1"),
                (#"{"unitDepartments":2,"unitMonitors":1,\#(data)}"#, "Expected array, got 1"),
                (#"{\#(data),"unitMonitors":[{}],"unitDepartments":2}"#, "Missing key 'monitorId' in field [0]"),
                (#"{\#(data),"unitDepartments":2}"#, "Expected array, got undefined"),
                (#"{\#(data),"unitMonitors":[],"unitDepartments":2}"#, "Expected array, got 2"),
                (#"{"unitDepartments":2,"unitMonitors":[],\#(data)}"#, "Expected array, got 2"),
            ])
    }

    @Test(arguments: TestEngine.allCases)
    func `elements are checked in their order`(_ engine: TestEngine) async throws {
        let right = #"{"monitorId":"a","username":"b"}"#
        let head = #""unitData":{"name":"x","visibility":"public"},"unitDepartments":[]"#
        try await expectNoUnitSaved(
            engine,
            [
                (#"{\#(head),"unitMonitors":[\#(right),{},null]}"#, "Missing key 'monitorId' in field [1]"),
                (
                    #"{\#(head),"unitMonitors":[\#(right),null,{}]}"#,
                    "Expected object, got null in field [1]"
                ),
            ])
    }

    @Test(
        arguments: TestEngine.allCases,
        [
            (Who.nobody, 401), (.stranger, 401), (.inactive, 401), (.plain, 403), (.agent, 403), (.monitorA, 403),
            (.guest, 403),
        ])
    func `who may not is refused before the body is looked at`(_ engine: TestEngine, _ refusal: (Who, Int))
        async throws
    {
        try await TestServer.run(engine) { server in
            let before = try await server.snapshot()
            for path in ["livechat/units", "livechat/units/unit-a", "livechat/units/unknown"] {
                for body in ["{", "{}", unitBody("X")] {
                    let answer = try await server.send("POST", path, as: refusal.0, body: body)
                    #expect(answer.status == refusal.1, "\(path) \(body)")
                    if refusal.1 == 403 { #expect(answer.text == UnitAnswer.noPermission) }
                }
            }
            #expect(try await server.snapshot() == before)
        }
    }
}
