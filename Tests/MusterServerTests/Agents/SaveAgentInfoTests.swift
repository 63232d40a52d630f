import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 3.4: `livechat:saveAgentInfo`.
@Suite("livechat:saveAgentInfo")
struct SaveAgentInfoTests {
    @Test(.holds("3.4.34", "3.4.35"), arguments: TestEngine.allCases)
    func `what saveAgentInfo saves is shown as livechat, and no unit is a department`(_ engine: TestEngine)
        async throws
    {
        try await TestServer.run(engine) { server in
            for fields in [#"{"maxNumberSimultaneousChat":"3"}"#, #"{"note":"x","vip":true}"#] {
                _ = try await server.call("livechat:saveAgentInfo", #"["id-agent",\#(fields),["dep-4","unit-a"]]"#)
                let wanted = try JSON(parsing: fields.utf8)
                let list = try await server.fetch("GET", "livechat/users/agent").found("users")?.array
                #expect(list?.map { $0.found("livechat") } == [wanted], "the fields of before are gone")
                #expect(list?.map { $0.found("departments") } == [["dep-4"]])
                let user = try await server.fetch("GET", "livechat/users/agent/id-agent").found("user")
                #expect(user?.found("livechat") == wanted)
            }
            #expect(try await server.agents(ofDepartment: "dep-4") == ["agent 0 0 true"])
        }
    }
}
