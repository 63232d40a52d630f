import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET roles.sync` (contract 5.3).
@Suite("GET roles.sync")
struct SyncRolesTests {
    static let rows: [Scenario] = [
        Scenario(
            "a role of a sync has seven members", "GET roles.sync?updatedSince=2020-01-01", as: .plain, status: 200,
            contains: [
                #"{"_id":"owner","scope":"Subscriptions","description":"Owner","mandatory2fa":false,"#,
                #""mandatory2fa":false,"name":"owner","protected":true,"_updatedAt":""#,
            ], holds: "5.3.3"),
        Scenario(
            "an empty date is none", "GET roles.sync?updatedSince=", status: 400,
            contains: [#""error":"Match error: Failed Match.Where validation in field updatedSince"}"#], holds: "5.3.10"
        ),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
