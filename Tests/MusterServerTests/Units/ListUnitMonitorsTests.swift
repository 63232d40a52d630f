import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET livechat/units/:unitId/monitors`: contract 3.1.
@Suite("A unit's monitors are listed")
struct ListUnitMonitorsTests {
    @Test(.holds("6.2.14"), arguments: TestEngine.allCases)
    func `a unit's monitors have no scope`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.grant("manage-livechat-monitors", to: "livechat-monitor")
            let monitors = try await server.fetch("GET", "livechat/units/unit-b/monitors", as: .monitorA)
            #expect(monitors.each("monitors", "username") == ["monitorB"])
        }
    }
}
