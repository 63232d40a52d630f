import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET licenses.info` and its neighbours: everything is licensed, and nothing is limited (D16, D90).
@Suite("GET licenses.info")
struct LicensesTests {
    static let rows: [Scenario] = [
        Scenario(
            "everything is licensed", "GET licenses.info", as: .plain, status: 200,
            contains: [
                #""livechat-enterprise""#, #""preventedActions":{"activeUsers":false,"#, #""tags":[],"trial":false}"#,
            ], lacks: ["limits"]),
        Scenario(
            "nothing is limited, as who may see settings sees", "GET licenses.info", status: 200,
            contains: [#""limits":{"activeUsers":{"max":-1},"guestUsers":{"max":-1},"#], lacks: ["value"]),
        Scenario(
            "with what is used", "GET licenses.info?loadValues=true", status: 200,
            contains: [#""limits":{"activeUsers":{"value":9,"max":-1},"guestUsers":{"value":1,"max":-1},"#]),
        Scenario(
            "but not for others", "GET licenses.info?loadValues=true", as: .plain, status: 200, lacks: ["limits"]),
        Scenario(
            "there is a licence", "GET licenses.isEnterprise", as: .plain, status: 200,
            contains: [#"{"isEnterprise":true,"success":true}"#]),
        Scenario(
            "for as many as there are", "GET licenses.maxActiveUsers", as: .plain, status: 200,
            contains: [#"{"maxActiveUsers":null,"activeUsers":9,"success":true}"#]),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }
}
