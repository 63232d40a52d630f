import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET livechat/agents/:agentId/departments`: contract 4.4.
@Suite("An agent's departments are listed")
struct ListAgentDepartmentsTests {
    @Test(.holds("4.4.100", "4.4.102"), arguments: TestEngine.allCases)
    func `an agent's links of disabled departments are left out where that is asked for`(_ engine: TestEngine)
        async throws
    {
        let path = "livechat/agents/id-agent/departments"
        try await TestServer.run(engine) { server in
            let come = #"{"upsert":[{"agentId":"id-agent","username":"agent"}],"remove":[]}"#
            _ = try await server.fetch("POST", "livechat/department/dep-4/agents", body: come)
            _ = try await server.fetch("POST", "livechat/department/dep-4/archive")
            for query in ["", "?enabledDepartmentsOnly=false"] {
                let all = try await server.fetch("GET", path + query)
                #expect(all.object?.keys == ["departments", "success"])
                #expect(Set(all.each("departments", "departmentName")) == ["Free", "Sales"], "\(query)")
            }
            let enabled = try await server.fetch("GET", path + "?enabledDepartmentsOnly=true")
            #expect(enabled.each("departments", "departmentName") == ["Sales"])
            #expect(
                enabled.found("departments")?.array?.first?.object?.keys == [
                    "_id", "agentId", "departmentId", "departmentEnabled", "username", "count", "order", "_updatedAt",
                    "departmentName",
                ])
            _ = try await server.fetch("POST", "livechat/department/dep-4/unarchive")
            let again = try await server.fetch("GET", path + "?enabledDepartmentsOnly=true")
            #expect(again.each("departments", "departmentName").count == 2, "taking it back enables the links")
        }
    }
}
