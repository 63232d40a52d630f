import MusterTestSupport
import MusterTestWorld
import Testing

/// The page `create-unit.txt`, example by example; its 200 is in `CreateUnitAnswerTests`.
@Suite("Create Unit answers as the page shows")
struct CreateUnitPageTests {
    static let scenarios: [Scenario] = [
        Scenario(
            "without a body it answers the page's 400", "POST livechat/units", status: 400,
            contains: [#"{"success":false,"error":"Match error: Expected object, got undefined"}"#], holds: "2.0.10"),
        Scenario(
            "who is not logged in gets the page's 401", "POST livechat/units", as: .nobody,
            body: #"{"unitData":{"name":"x","visibility":"public"},"unitMonitors":[],"unitDepartments":[]}"#,
            status: 401,
            contains: [
                #"{"success":false,"error":"You must be logged in to do this.","status":"error","#
                    + #""message":"You must be logged in to do this."}"#
            ], holds: "2.0.11"),
        Scenario(
            "who lacks the permission gets the page's 403", "POST livechat/units", as: .plain,
            body: #"{"unitData":{"name":"x","visibility":"public"},"unitMonitors":[],"unitDepartments":[]}"#,
            status: 403,
            contains: [
                #"{"success":false,"error":"User does not have the permissions required for this action "#
                    + #"[error-unauthorized]"}"#
            ], holds: "2.0.12"),
        Scenario(
            "the page's other 403 is a refusal inside a handler", "GET livechat/users/agent", as: .plain, status: 403,
            contains: [#"{"success":false,"error":"unauthorized"}"#], holds: "2.0.13"),
        Scenario(
            "a manager creates a unit too", "POST livechat/units", as: .manager,
            body: #"{"unitData":{"name":"unitxx2","visibility":"public"},"#
                + #""unitMonitors":[{"monitorId":"id-monitorA","username":"x"}],"#
                + #""unitDepartments":[{"departmentId":"dep-4"}]}"#, status: 200,
            contains: [#""numMonitors":1,"numDepartments":1,"_updatedAt":""#], events: ["unit.created"], holds: "2.0.1"),
    ]

    @Test(arguments: TestEngine.allCases, scenarios)
    func `one example a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
