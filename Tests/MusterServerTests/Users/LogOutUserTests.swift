import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `POST users.logout` (contract 5.1, 5.2).
@Suite("POST users.logout")
struct LogOutUserTests {
    static let rows: [Scenario] = [
        Scenario(
            "somebody else is logged out", "POST users.logout", body: #"{"userId":"id-plain"}"#, status: 200,
            contains: [#"{"message":"User id-plain has been logged out!","success":true}"#],
            events: ["user.logged-out"], holds: "5.1.25"),
        Scenario(
            "not by anybody", "POST users.logout", as: .plain, body: #"{"userId":"id-agent"}"#, status: 403,
            contains: ["unauthorized"], holds: "1.9.7", "5.2.132"),
        Scenario(
            "whom must be a text", "POST users.logout", body: #"{"userId":["id-plain"]}"#, status: 400,
            contains: ["must be string [invalid-params]"]),
        Scenario(
            "and not nobody", "POST users.logout", body: #"{"userId":"none"}"#, status: 400,
            contains: ["Invalid user id [error-invalid-user-id]"], holds: "5.2.134"),
        Scenario(
            "who may not log others out is refused before the user is looked for", "POST users.logout", as: .plain,
            body: #"{"userId":"none"}"#, status: 403, contains: [Refusal.plain("unauthorized")], holds: "5.2.133"),
        Scenario(
            "without an id it is oneself who is logged out", "POST users.logout", as: .plain, status: 200,
            contains: [#"{"message":"User id-plain has been logged out!","success":true}"#],
            events: ["user.logged-out"], holds: "5.1.26"),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
