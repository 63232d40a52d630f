import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 4.5: ceasing to be an agent.
@Suite("An agent goes without a trace")
struct DeleteAgentTests {
    static let unmaking = [
        CreateAgentTests.Way(request: "DELETE livechat/users/agent/id-agent", body: nil),
        CreateAgentTests.Way(
            request: "POST roles.removeUserFromRole", body: #"{"username":"agent","roleId":"livechat-agent"}"#),
        CreateAgentTests.Way(request: "POST users.update", body: #"{"userId":"id-agent","data":{"roles":["user"]}}"#),
    ]

    @Test(.holds("4.5.70", "4.5.71", "4.5.72"), arguments: TestEngine.allCases, unmaking)
    func `an agent removed in any way loses role, status, fields and links, and is counted no more`(
        _ engine: TestEngine, _ way: CreateAgentTests.Way
    ) async throws {
        try await TestServer.run(engine) { server in
            _ = try await server.call("livechat:saveAgentInfo", #"["id-agent",{"note":"x"},["dep-1","dep-2","dep-4"]]"#)
            let join = #"{"upsert":[{"agentId":"id-plain","username":"plain"}],"remove":[]}"#
            _ = try await server.fetch("POST", "livechat/department/dep-2/agents", body: join)
            #expect(try await server.department("dep-2").found("numAgents") == 2)
            let parts = way.request.split(separator: " ").map(String.init)
            _ = try await server.fetch(parts[0], parts[1], body: way.body)
            #expect(try await server.agents(ofDepartment: "dep-2") == ["plain 0 0 true"])
            for (id, count) in [("dep-2", 1), ("dep-4", 0)] {
                #expect(try await server.department(id).found("numAgents") == .int(count), "\(id)")
            }
            #expect(try await server.fetch("GET", "livechat/agents/id-agent/departments").found("departments") == [])
            #expect(try await server.fetch("GET", "livechat/users/agent/id-agent").found("user") == .null)
            let user = try await server.fetch("GET", "users.info?userId=id-agent").found("user")
            #expect(user?.found("roles") == ["user"] && user?.found("statusLivechat") == nil)
            let gone = "SELECT count(*) FROM users WHERE id = $1 AND operator = 0 AND livechat IS NULL"
            #expect(try await server.world.number(gone, "id-agent") == 1)
            let status = try await server.send("POST", "livechat/agent.status", body: #"{"agentId":"id-agent"}"#)
            #expect(status.status == 404)
        }
    }
}
