import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `statistics`, `statistics.list`, `licenses.info` and its neighbours (D89, D90).
@Suite("Figures are counted, and everything is licensed")
struct ReadStatisticsTests {
    static let rows: [Scenario] = [
        Scenario(
            "figures are for who may see them", "GET statistics", as: .manager, status: 403,
            contains: [Refusal.forbidden]),
        Scenario(
            "the list likewise", "GET statistics.list", as: .manager, status: 403, contains: [Refusal.forbidden]),
        Scenario(
            "refreshed they are the same", "GET statistics?refresh=true", status: 200,
            contains: [#""totalUsers":10"#]),
        Scenario(
            "the list has the figures of now", "GET statistics.list", status: 200,
            contains: [#"{"statistics":[{"version":"7.2.0""#, #""count":1,"offset":0,"total":1,"success":true}"#]),
        Scenario(
            "and nothing after them", "GET statistics.list?offset=1", status: 200,
            contains: [#"{"statistics":[],"count":0,"offset":1,"total":1,"success":true}"#]),
        Scenario(
            "its part is a number", "GET statistics.list?offset=x", status: 400, contains: ["error-invalid-params"]),
    ]

    @Test(arguments: TestEngine.allCases, rows)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(arguments: TestEngine.allCases)
    func `each figure is what the lists say`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (who, status) in [(Who.plain, "busy"), (.agent, "away"), (.manager, "online"), (.admin, "online")] {
                _ = try await server.fetch("POST", "users.setStatus", as: who, body: #"{"status":"\#(status)"}"#)
            }
            let found = try await server.fetch("GET", "statistics")
            let figures: [(String, JSON)] = [
                ("totalUsers", 10), ("activeUsers", 9), ("nonActiveUsers", 1), ("activeGuests", 1),
                ("onlineUsers", 2), ("awayUsers", 1), ("busyUsers", 1), ("totalConnectedUsers", 4),
                ("offlineUsers", 6), ("totalLivechatAgents", 1), ("totalLivechatManagers", 1), ("departments", 5),
                ("archivedDepartments", 1), ("livechatEnabled", true), ("routingAlgorithm", "Auto_Selection"),
                ("totalRooms", 1), ("totalRoles", 14),
            ]
            for (name, value) in figures { #expect(found.found(name) == value, "\(name)") }
            #expect(found.found("enterprise", "businessUnits") == 2)
            #expect(found.found("enterprise", "livechatMonitors") == 4)
            #expect(found.found("process", "uptime")?.number ?? -1 >= 0)
            #expect(found.found("process", "pid")?.number ?? 0 > 0)
            #expect(found.found("os", "totalmem")?.number ?? 0 > 0)
        }
    }
}
