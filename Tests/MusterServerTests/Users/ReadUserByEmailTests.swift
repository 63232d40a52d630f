import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// D83: users.info by address.
@Suite("A user is read by their address")
struct ReadUserByEmailTests {
    @Test(arguments: TestEngine.allCases)
    func `an address finds its owner, for those who see addresses`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for address in ["agent@example.com", "AGENT@Example.COM", "agent%40example.com"] {
                let user = try await server.fetch("GET", "users.info?email=\(address)").found("user")
                #expect(user?.found("_id") == "id-agent", "\(address)")
            }
            let some = try await server.fetch("GET", #"users.info?email=agent@example.com&fields={"emails":1}"#)
            #expect(some.found("user")?.object?.keys == ["_id", "emails"])
            try await server.world.grant("view-full-other-user-info", to: "livechat-manager")
            #expect(try await server.send("GET", "users.info?email=agent@example.com", as: .manager).status == 200)
        }
        let forbidden = Refusal.plain("unauthorized")
        try await expectRefused(
            engine,
            [
                Exchange("GET users.info?email=nobody@example.com", gives: Refusal.plain("User not found.")),
                Exchange("GET users.info?email=agent", gives: Refusal.plain("User not found.")),
                Exchange("GET users.info?email=%25", gives: Refusal.plain("User not found.")),
                Exchange("GET users.info?email=", gives: Refusal.plain("Invalid search query.")),
                Exchange("GET users.info?email=agent@example.com&username=agent", gives: ReadUserTests.noKey),
                // Whether anybody has it is not told.
                Exchange("GET users.info?email=agent@example.com", as: .plain, status: 403, gives: forbidden),
                Exchange("GET users.info?email=nobody@example.com", as: .plain, status: 403, gives: forbidden),
                Exchange("GET users.info?email=plain@example.com", as: .plain, status: 403, gives: forbidden),
                Exchange("GET users.info?email=agent@example.com", as: .guest, status: 403, gives: forbidden),
            ])
    }
}
