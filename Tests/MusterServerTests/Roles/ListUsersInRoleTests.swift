import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET roles.getUsersInRole` (contract 5.3).
@Suite("GET roles.getUsersInRole")
struct ListUsersInRoleTests {
    static let rows: [Scenario] = [
        Scenario(
            "only who may change permissions sees holders", "GET roles.getUsersInRole?role=user", as: .manager,
            status: 403, contains: [Refusal.forbidden], holds: "5.1.31"),
        Scenario(
            "an empty name is none", "GET roles.getUsersInRole?role=", status: 400,
            contains: [
                #""Query param \"role\" is required [error-param-not-provided]""#,
                #""errorType":"error-param-not-provided""#,
            ], holds: "5.3.36"),
        Scenario(
            "a holder has six members", "GET roles.getUsersInRole?role=livechat-agent", status: 200,
            contains: [
                #"{"users":[{"_id":"id-agent","name":"Name of agent","username":"agent","emails":["#,
                #""emails":[{"address":"agent@example.com","verified":true}],"createdAt":""#, #""_updatedAt":""#,
                #"}],"total":1,"success":true}"#,
            ], lacks: ["roles", "active"], holds: "5.3.39"),
        Scenario(
            "a page of holders has the total of all", "GET roles.getUsersInRole?role=user&count=1&offset=1",
            status: 200, contains: [#"{"users":[{"_id":"id-agent",""#, #""total":8,"success":true}"#],
            lacks: ["id-admin", "id-idleMonitor"], holds: "5.3.41"),
        Scenario(
            "a page that is none is refused", "GET roles.getUsersInRole?role=user&count=x", status: 400,
            contains: [#""errorType":"error-invalid-params""#], holds: "5.3.41", "D26.4"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
