import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.9, 8 (row 14), D3: what an operation refuses keeps the original's status and id.
@Suite("Refusals decided inside keep their own status and id", .holds("1.9", "1.10"))
struct InsideRefusalTests {
    static let exchanges: [Exchange] = [
        Exchange(
            "POST users.generatePersonalAccessToken", as: .guest, #"{"tokenName":"x"}"#,
            gives: tokens("generateToken")),
        Exchange(
            "POST users.regeneratePersonalAccessToken", as: .guest, #"{"tokenName":"x"}"#,
            gives: tokens("regenerateToken")),
        Exchange(
            "POST users.removePersonalAccessToken", as: .guest, #"{"tokenName":"x"}"#, gives: tokens("removeToken")),
        Exchange("GET users.getPersonalAccessTokens", as: .guest, status: 403, gives: Refusal.forbidden),
        Exchange("GET livechat/users/agent", as: .guest, status: 403, gives: unauthorized),
        Exchange("GET livechat/users/manager", as: .guest, status: 403, gives: unauthorized),
        Exchange(
            "POST users.setStatus", as: .guest, #"{"userId":"id-agent","status":"busy"}"#, status: 403,
            gives: unauthorized),
        Exchange("POST users.logout", as: .guest, #"{"userId":"id-agent"}"#, status: 403, gives: unauthorized),
        Exchange(
            "POST roles.addUserToRole", #"{"username":"plain","roleId":"none"}"#,
            gives: #"{"success":false,"error":"error-role-not-found","errorType":"Role not found"}"#),
    ]

    private static let unauthorized = Refusal.plain("unauthorized")

    private static func tokens(_ method: String) -> String {
        Refusal.typed("Not Authorized", "not-authorized", method: "personalAccessTokens:" + method)
    }

    @Test(.holds("1.9.3", "1.9.10", "8.0.13", "8.0.14"), arguments: TestEngine.allCases)
    func `400 with an id of their own, or 403 unauthorized`(_ engine: TestEngine) async throws {
        try await expectRefused(engine, Self.exchanges)
    }

    @Test(.holds("D16.4"), arguments: TestEngine.allCases)
    func `nothing waits for a licence`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (request, body) in [
                ("POST livechat/monitors.create", #"{"username":"plain"}"#), ("GET livechat/monitors", nil),
                ("POST livechat/units", unitBody("One more", monitors: [Who.plain.id])), ("GET livechat/units", nil),
                ("POST roles.create", #"{"name":"a role of one's own"}"#),
            ] as [(String, String?)] {
                let parts = request.split(separator: " ").map(String.init)
                let answer = try await server.send(parts[0], parts[1], body: body)
                #expect(answer.status == 200, "\(request): \(answer.text)")
            }
            let holders = try await server.fetch("GET", "roles.getUsersInRole?role=auditor")
            #expect(holders.found("total") == 0)
        }
    }
}
