import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// `GET livechat/monitors/:username`: contract 3.2.
@Suite("A monitor is read as a user")
struct ReadMonitorTests {
    @Test(.holds("3.2.7"), arguments: TestEngine.allCases)
    func `a monitor is read by user name, flat`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server async throws in
            #expect(
                try await server.send("GET", "livechat/monitors/monitorA").text
                    == #"{"_id":"id-monitorA","username":"monitorA","name":"Name of monitorA","status":"offline","#
                    + #""emails":[{"address":"monitorA@example.com","verified":true}],"success":true}"#)
        }
    }

    @Test(
        .holds("3.2.8"),
        arguments: TestEngine.allCases,
        ["unknown", "plain", "admin", "manager", "agent", "id-monitorA", "%25", "monitorA%20", "%00"])
    func `who is unknown or no monitor is an invalid user`(_ engine: TestEngine, _ name: String) async throws {
        try await TestServer.run(engine) { server in
            let answer = try await server.send("GET", "livechat/monitors/\(name)")
            #expect(answer.status == 400)
            #expect(answer.text == #"{"success":false,"error":"invalid-user"}"#)
        }
    }
}
