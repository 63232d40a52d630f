import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.2 (info), D28.
@Suite("users.info", .holds("5.1", "5.2"))
struct ReadUserTests {
    static let noKey =
        #"{"success":false,"error":"must have required property 'userId'\n must have required property 'username'\n "#
        + #"must have required property 'importId'\n must match a schema in anyOf [invalid-params]","#
        + #""errorType":"invalid-params"}"#

    static let refusals = [
        Exchange("GET users.info", gives: noKey), Exchange("GET users.info?name=plain", gives: noKey),
        Exchange("GET users.info?user=plain", gives: noKey), Exchange("GET users.info?_id=id-plain", gives: noKey),
        Exchange("GET users.info?fields=x", gives: noKey), Exchange("GET users.info?USERNAME=plain", gives: noKey),
        Exchange("GET users.info?userId=", gives: Refusal.plain("Invalid search query.")),
        Exchange("GET users.info?username=", gives: Refusal.plain("Invalid search query.")),
        Exchange("GET users.info?importId=", gives: Refusal.plain("Invalid search query.")),
        Exchange("GET users.info?userId=nobody", gives: Refusal.plain("User not found.")),
        Exchange("GET users.info?userId=plain", gives: Refusal.plain("User not found.")),
        Exchange("GET users.info?username=nobody", gives: Refusal.plain("User not found.")),
        Exchange("GET users.info?username=id-plain", gives: Refusal.plain("User not found.")),
        Exchange("GET users.info?username=%25", gives: Refusal.plain("User not found.")),
        Exchange("GET users.info?username=plain%00", gives: Refusal.plain("User not found.")),
        Exchange("GET users.info?importId=x", gives: Refusal.plain("User not found.")),
        Exchange("GET users.info?username=plain", as: .nobody, status: 401, gives: Refusal.notLoggedIn),
    ]

    @Test(.holds("1.11.2", "5.1.4", "5.2.27", "5.2.28", "5.2.29"), arguments: TestEngine.allCases)
    func `info says what is missing, empty or unknown`(_ engine: TestEngine) async throws {
        try await expectRefused(engine, Self.refusals)
    }

    /// Members that everybody sees; the others are optional.
    private static let common: Set = [
        "_id", "name", "username", "nickname", "status", "utcOffset", "type", "active", "bio", "reason", "statusText",
        "avatarETag", "extension", "federated", "statusLivechat", "canViewAllInfo",
    ]
    private static let inFull: Set = [
        "emails", "phone", "statusConnection", "createdAt", "lastLogin", "requirePasswordChange",
        "requirePasswordChangeReason", "roles", "importIds", "freeSwitchExtension",
    ]

    @Test(
        .holds("5.1.4", "5.2.26", "5.2.30"),
        arguments: TestEngine.allCases, ["userId=id-agent", "username=agent", "username=agent&includeUserRooms=true"])
    func `others are seen in public, or in full with the permission`(_ engine: TestEngine, _ query: String)
        async throws
    {
        try await TestServer.run(engine) { server in
            for (who, seesAll) in [(Who.plain, false), (.manager, false), (.guest, false), (.admin, true)] {
                let user = try await server.fetch("GET", "users.info?\(query)", as: who).found("user")
                let keys = Set(user?.object?.keys ?? [])
                #expect(keys.isSubset(of: seesAll ? Self.common.union(Self.inFull) : Self.common), "\(who): \(keys)")
                #expect(keys.isSuperset(of: ["_id", "name", "username", "status", "utcOffset", "type", "active"]))
                #expect(user?.found("_id") == "id-agent" && user?.found("name") == "Name of agent")
                #expect(user?.found("statusLivechat") == "available")
                #expect(user?.found("canViewAllInfo") == .bool(seesAll), "\(who)")
                #expect(
                    user?.found("emails") == (seesAll ? [["address": "agent@example.com", "verified": true]] : nil))
                #expect(user?.found("roles") == (seesAll ? ["user", "livechat-agent"] : nil))
            }
            try await server.world.grant("view-full-other-user-info", to: "user")
            let user = try await server.fetch("GET", "users.info?\(query)", as: .plain).found("user")
            #expect(user?.found("emails") != nil && user?.found("services") == nil)
        }
    }

    @Test(.holds("5.2.31", "5.2.32", "8.0.7"), arguments: TestEngine.allCases)
    func `oneself is seen in full, with services that hold no secret`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for who in [Who.plain, .admin] {
                let user = try await server.fetch("GET", "users.info?userId=\(who.id)", as: who).found("user")
                let keys = Set(user?.object?.keys ?? [])
                #expect(keys.isSubset(of: Self.common.union(Self.inFull).union(["services"])), "\(keys)")
                #expect(keys.isSuperset(of: ["emails", "createdAt", "roles", "services"]))
                #expect(user?.found("services") == ["password": true, "resume": [:]])
            }
            #expect(try await server.logIn(.plain) != nil)
            let user = try await server.fetch("GET", "users.info?userId=id-plain", as: .plain).found("user")
            #expect(user?.found("lastLogin")?.string?.hasSuffix("Z") == true)
        }
    }

    @Test(.keepsAway("Muster 11.7"), arguments: TestEngine.allCases)
    func `custom fields are shown to oneself and with the permission, in info and list`(
        _ engine: TestEngine
    ) async throws {
        let body =
            #"{"username":"new","name":"New","email":"n@example.com","password":"p","customFields":{"a":"b"}}"#
        try await TestServer.run(engine) { server in
            func shown(_ id: String, as who: Who) async throws -> [JSON?] {
                let rows = try await server.fetch("GET", "users.list", as: who).found("users")?.array ?? []
                return [
                    try await server.fetch("GET", "users.info?userId=\(id)", as: who).found("user", "customFields"),
                    rows.first { $0.found("_id") == .string(id) }?.found("customFields"),
                ]
            }
            let made = try await server.fetch("POST", "users.create", body: body)
            let id = made.found("user", "_id")?.string ?? ""
            #expect(try await shown(id, as: .admin) == [["a": "b"], ["a": "b"]])
            #expect(try await shown(id, as: .plain) == [nil, nil])
            #expect(try await shown(id, as: .manager) == [nil, nil])
            let own = #"{"data":{},"customFields":{"c":[1]}}"#
            _ = try await server.fetch("POST", "users.updateOwnBasicInfo", as: .plain, body: own)
            #expect(try await shown("id-plain", as: .plain) == [["c": [1]], ["c": [1]]])
            #expect(try await shown("id-plain", as: .agent) == [nil, nil])
            try await server.world.grant("view-full-other-user-info", to: "user")
            #expect(try await shown(id, as: .plain) == [["a": "b"], ["a": "b"]])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a deactivated user and the bot can be read`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let inactive = try await server.fetch("GET", "users.info?username=inactive").found("user")
            #expect(inactive?.found("active") == false)
            let bot = try await server.fetch("GET", "users.info?username=rocket.cat").found("user")
            #expect(bot?.found("type") == "bot" && bot?.found("_id") == "rocket.cat")
        }
    }
}
