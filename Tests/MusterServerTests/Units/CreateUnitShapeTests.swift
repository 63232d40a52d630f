import MusterTestWorld
import Testing

/// Every row of the table of contract section 2.2.
@Suite("The body of Create Unit is checked in the contract's words")
struct CreateUnitShapeTests {
    static let rows: [(body: String?, problem: String)] = [
        (nil, "Expected object, got undefined"),
        ("{}", "Expected object, got undefined"),
        ("[]", "Expected object, got undefined"),
        (#"{"unitData":null}"#, "Expected object, got null"),
        (#"{"unitData":"x"}"#, "Expected object, got string"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `the problem is named, nothing is changed`(_ engine: TestEngine, _ row: (body: String?, problem: String))
        async throws
    {
        let scenario = Scenario(
            row.problem, "POST livechat/units", body: row.body, status: 400,
            contains: [#"{"success":false,"error":"Match error: \#(row.problem)"}"#])
        #expect(try await scenario.faults(engine) == [])
    }
}
