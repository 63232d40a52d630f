import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET permissions.listAll` (contract 5.4).
@Suite("GET permissions.listAll")
struct ListPermissionsTests {
    static let rows: [Scenario] = [
        Scenario(
            "every permission has its roles", "GET permissions.listAll", as: .plain, status: 200,
            contains: [
                #"{"update":[{"_id":"#, #"{"_id":"assign-admin-role","roles":["admin"],"_updatedAt":""#,
                #"{"_id":"change-setting-API_CORS_Origin","level":"settings","settingId":"API_CORS_Origin","#,
                #""remove":[],"success":true}"#,
            ], holds: "5.1.35", keepsAway: "zammad#231"),
        Scenario(
            "only those that changed since", "GET permissions.listAll?updatedSince=2999-01-01T00:00:00Z", status: 200,
            contains: [#"{"update":[],"remove":[],"success":true}"#], holds: "5.4.6"),
        Scenario(
            "a date must be one", "GET permissions.listAll?updatedSince=x", status: 400,
            contains: [
                #"The \"updatedSince\" query parameter must be a valid date. [error-roomId-param-invalid]"#
            ], holds: "5.4.5"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
