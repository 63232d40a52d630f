import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET livechat/department/:_id/agents`: contract 4.4.
@Suite("A department's agents are listed")
struct ListDepartmentAgentsTests {
    @Test(.holds("4.4.74"), arguments: TestEngine.allCases)
    func `a department's agents are listed by user name, sorted and paged as asked`(_ engine: TestEngine)
        async throws
    {
        let both = SaveDepartmentAgentsTests.upsert(
            #"{"agentId":"id-plain","username":"plain"},{"agentId":"id-admin","username":"admin"}"#)
        try await TestServer.run(engine) { server in
            _ = try await server.fetch("POST", "livechat/department/dep-1/agents", body: both)
            let rows: [(query: String, names: [String])] = [
                ("", ["admin", "agent", "plain"]), ("count=1&offset=1", ["agent"]), ("offset=3", []),
                ("count=0", ["admin", "agent", "plain"]), ("sort={\"username\":-1}&count=2", ["plain", "agent"]),
            ]
            for (query, names) in rows {
                let page = try await server.fetch("GET", "livechat/department/dep-1/agents?\(query)")
                #expect(page.object?.keys == ["agents", "count", "offset", "total", "success"])
                #expect(page.each("agents", "username") == names, "\(query)")
                #expect(page.found("count") == .int(names.count) && page.found("total") == 3, "\(query)")
            }
        }
    }
}
