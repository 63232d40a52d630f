import Facts
import HTTPTypes
import MusterModel
@testable import MusterServer
import MusterStore
import MusterTestSupport
import MusterTestWorld
import Testing

/// Every route with members of every kind: whatever comes, the answer is clear and the server stays whole.
@Suite("No route breaks on values of another kind", .holds("1.11"))
struct RouteFuzzTests {
    private static let names = [
        "_id", "username", "userId", "user", "data", "roles", "roleId", "roleName", "name", "email", "password",
        "value",
        "permissions", "department", "agents", "upsert", "remove", "status", "message", "tokenName", "agentId",
        "activeStatus", "unitData", "unitMonitors", "unitDepartments", "departmentUnit", "pass", "scope", "roomId",
        "customFields", "currentPassword", "newPassword", "updatedSince", "role", "selector", "ids", "count", "offset",
        "sort", "text", "description", "mandatory2fa", "bypassTwoFactor", "confirmRelinquish",
    ]
    private static let values: [JSON] = [
        .null, true, 0, -1, .number(1e300), 9_007_199_254_740_993, "", "id-plain", "dep-1", "\u{0}", "e\u{301}/../%00",
        "💥", [],
        [[]], ["id-plain"], [["agentId": "id-plain", "username": "x", "count": .number(1e20)]], [:],
        ["_id": ["$ne": .null]],
        [
            "name": "x", "email": "x@example.com", "enabled": true, "showOnRegistration": true,
            "showOnOfflineForm": true,
        ],
        ["name": "\u{0}", "visibility": "public"], ["$where": "1"],
        .string(String(repeating: "n", count: 3000)),
    ]

    /// Of each route, by each of three people.
    private static let tries = WholeProofs.orElse(12, short: 4)

    /// What would end the tests' own sessions.
    private static let endings = ["logout", "logoutOtherClients", "removeOtherTokens"]

    @Test(arguments: TestEngine.allCases)
    func `no answer is a fault`(_ engine: TestEngine) async throws {
        let seed = UInt64.random(in: 0...UInt64(UInt32.max))
        try await TestServer.run(engine) { server in
            var random = SeededGenerator(seed: seed)
            for route in Routes.all where !Self.endings.contains(where: route.path.hasSuffix) {
                for who in [Who.admin, .plain, .nobody] {
                    for _ in 0..<Self.tries {
                        let (path, body) = Self.request(route, &random)
                        let answer = try await server.send(route.method.rawValue, path, as: who, body: body)
                        #expect(
                            answer.status < 500, "seed \(seed): \(route.method) \(path) \(body ?? "") \(answer.text)")
                        // Pages and images are no JSON.
                        let isOther = route.about.contentType != "application/json"
                        let isJSON = answer.body.isEmpty || answer.json != nil || isOther
                        #expect(isJSON, "seed \(seed): \(route.method) \(path) \(body ?? "") \(answer.text)")
                    }
                }
            }
            #expect(try await server.world.store.examine().faults == [], "seed \(seed)")
        }
    }

    private static func request(_ route: Route, _ random: inout SeededGenerator) -> (path: String, body: String?) {
        let segments = route.path.split(separator: "/").map { segment -> String in
            guard segment.hasPrefix(":") else { return String(segment) }
            return ["id-plain", "dep-1", "unit-a", "%00", "%F0%9F%92%A5", "agent", "Site_Url", "x%2Fy"]
                .randomElement(using: &random) ?? ""
        }
        let chosen = names.shuffled(using: &random).prefix(.random(in: 0...5, using: &random))
        var object = JSONObject(chosen.map { ($0, values.randomElement(using: &random) ?? .null) })
        if Bool.random(using: &random) { object["data"] = .object(object) }
        let path = "/" + segments.joined(separator: "/")
        guard route.method == .get || route.method == .delete else { return (path, JSON.object(object).text()) }
        let query = object.members.map { name, value in
            "\(name)=\(value.text().utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())"
        }
        return (path + "?" + query.joined(separator: "&"), nil)
    }
}
