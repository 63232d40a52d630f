import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET livechat/department/:_id`: contract 4.4.
@Suite("A department is read")
struct ReadDepartmentTests {
    @Test(.holds("4.4.3", "4.4.4", "D28.5"), arguments: TestEngine.allCases)
    func `an unknown one is null, and so is a unit`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for id in ["nothing", "unit-a", "unit-b", "DEP-1", "%00", "%25", "a%2Fb", "id-agent"] {
                for who in [Who.admin, .agent, .monitorA] {
                    let answer = try await server.fetch("GET", "livechat/department/\(id)", as: who)
                    #expect(answer.found("department") == .null, "\(id)")
                    #expect(answer.found("agents")?.array ?? [] == [], "\(id)")
                    #expect(answer.found("success") == true)
                }
            }
        }
    }

    @Test(.holds("4.4.9", "6.2.2", "D27.6"), .keepsAway("osTicket#2674"), arguments: TestEngine.allCases)
    func `onlyMyDepartments hides what is not in a monitor's units`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (who, mine) in [
                (Who.monitorA, ["dep-1", "dep-2"]), (.monitorB, ["dep-3"]), (.idleMonitor, []),
                (.manager, ["dep-1", "dep-2", "dep-3", "dep-4", "dep-5"]),
                (.agent, ["dep-1", "dep-2", "dep-3", "dep-4", "dep-5"]),
            ] {
                for id in ["dep-1", "dep-2", "dep-3", "dep-4", "dep-5"] {
                    let only = try await server.fetch(
                        "GET", "livechat/department/\(id)?onlyMyDepartments=true", as: who)
                    #expect((only.found("department") != .null) == mine.contains(id), "\(who) \(id)")
                    let any = try await server.fetch("GET", "livechat/department/\(id)", as: who)
                    #expect(any.found("department", "_id") == .string(id))
                }
            }
        }
    }
}
