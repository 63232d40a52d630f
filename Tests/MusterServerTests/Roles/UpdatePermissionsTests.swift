import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.4, 7.1, D16, D23.
@Suite("Permissions are changed all or none, and nobody has one that is not there", .holds("5.4"))
struct UpdatePermissionsTests {
    private static let unknown =
        #"{"success":false,"error":"Invalid permission","errorType":"error-invalid-permission"}"#
    /// A Kelvin sign, which Swift's texts take for a K.
    private static let lookalike = #"Omnichannel_External_Frame_Encryption_JW\u212A"#
    private static let unknownRole = #"{"success":false,"error":"Invalid role","errorType":"error-invalid-role"}"#

    static let scenarios: [Scenario] = [
        Scenario(
            "who may not change them is refused before the body", "POST permissions.update", as: .manager, body: "{",
            status: 403, contains: [Refusal.forbidden], holds: "5.1.36", "5.4.7"),
        Scenario(
            "an unknown permission comes before an unknown role", "POST permissions.update",
            body: #"{"permissions":[{"_id":"none","roles":["none"]}]}"#, status: 400, contains: [unknown],
            holds: "5.4.14"),
        Scenario(
            "a setting that is none has no permission", "POST permissions.update",
            body: #"{"permissions":[{"_id":"change-setting-none","roles":["user"]}]}"#, status: 400,
            contains: [unknown], holds: "5.4.10"
        ),
        Scenario(
            "an id that only looks alike is unknown", "POST permissions.update",
            body: #"{"permissions":[{"_id":"change-setting-\#(lookalike)","roles":[]}]}"#, status: 400,
            contains: [unknown], holds: "5.4.11"),
        Scenario(
            "a role's id has its case", "POST permissions.update",
            body: #"{"permissions":[{"_id":"view-l-room","roles":["Admin"]}]}"#, status: 400, contains: [unknownRole],
            holds: "5.4.13"),
        Scenario(
            "no change at all answers all", "POST permissions.update", body: #"{"permissions":[]}"#, status: 200,
            contains: [
                #"{"permissions":[{"_id":""#, #"{"_id":"assign-roles","roles":["admin"],"_updatedAt":""#,
                #""success":true}"#,
            ], holds: "5.4.15"),
        Scenario(
            "a permission may be taken from everybody", "POST permissions.update",
            body: #"{"permissions":[{"_id":"view-l-room","roles":[]}]}"#, status: 200,
            contains: [#"{"_id":"view-l-room","roles":[],"_updatedAt":""#], events: ["permission.changed"],
            holds: "5.4.16"),
        Scenario(
            "a setting's permission belongs to nobody", "GET permissions.listAll", as: .plain, status: 200,
            contains: [
                #"{"_id":"change-setting-Site_Url","level":"settings","settingId":"Site_Url","#,
                #""settingId":"Site_Url","sorter":0,"roles":[],"_updatedAt":""#,
            ], holds: "5.4.2"),
        Scenario(
            "who has no role has none of it", "GET permissions.listAll", status: 200,
            contains: [
                #"{"_id":"add-user-to-any-p-room","roles":[],"#, #"{"_id":"kick-user-from-any-p-room","roles":[],"#,
            ], holds: "7.1.3"),
    ]

    @Test(arguments: TestEngine.allCases, scenarios)
    func `one fact a row`(_ engine: TestEngine, _ scenario: Scenario) async throws {
        #expect(try await scenario.faults(engine) == [])
    }

    @Test(arguments: TestEngine.allCases)
    func `a role that only looks like another beside it is unknown`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run(
                "INSERT INTO roles (id, name, scope, description, updated_at) VALUES ('K', 'K', 'Users', '', 0)")
            for roles in [#""K","\u212A""#, #""\u212A","K""#] {
                let body = #"{"permissions":[{"_id":"view-l-room","roles":[\#(roles)]}]}"#
                try await server.expect(Exchange("POST permissions.update", body, gives: Self.unknownRole))
            }
        }
    }

    @Test(.holds("5.4.1", "5.4.2", "7.1.1", "7.1.9"), arguments: TestEngine.allCases)
    func `there are 201, and one more for each setting`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let all = try await server.fetch("GET", "permissions.listAll", as: .plain).found("update")?.array ?? []
            let ordinary = all.filter { $0.found("level") == nil }
            #expect(ordinary.count == 201)
            #expect(ordinary.allSatisfy { $0.object?.keys == ["_id", "roles", "_updatedAt"] })
            let settings = try await server.fetch("GET", "settings?count=0").each("settings", "_id")
            let ofSettings = all.compactMap { $0.found("settingId")?.string }
            #expect(ofSettings.sorted() == settings.sorted())
            #expect(all.count == 201 + settings.count)
            for permission in all where permission.found("level") != nil {
                let setting = permission.found("settingId")?.string ?? ""
                #expect(permission.found("_id") == .string("change-setting-" + setting))
                #expect(permission.found("level") == "settings" && permission.found("roles") == [])
            }
        }
    }

    @Test(.holds("5.4.6", "5.4.15"), arguments: TestEngine.allCases)
    func `the answer to a change has every permission once, each with its time`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let before = try await server.fetch("GET", "permissions.listAll").each("update", "_id")
            let change = #"{"permissions":[{"_id":"change-setting-Site_Url","roles":["user","bot"]}]}"#
            let answer = try await server.fetch("POST", "permissions.update", body: change)
            #expect(answer.object?.keys == ["permissions", "success"])
            #expect(answer.each("permissions", "_id").sorted() == before.sorted())
            #expect(answer.each("permissions", "_updatedAt").allSatisfy { $0.hasSuffix("Z") })
            let time = try #require(
                answer.found("permissions")?.array?.first { $0.found("settingId") == "Site_Url" }?.found("_updatedAt"))
            let later = try await server.fetch("GET", "permissions.listAll?updatedSince=\(time.string ?? "")")
            #expect(later.each("update", "_id") == ["change-setting-Site_Url"], "the others are older")
        }
    }

    @Test(.holds("5.4.3"), arguments: TestEngine.allCases)
    func `without a document nobody has it, and nobody can be given it`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            try await server.world.run("DELETE FROM permissions WHERE id = 'manage-livechat-units'")
            try await server.expect(
                Exchange("GET livechat/units", as: .manager, status: 403, gives: Refusal.forbidden))
            let give = #"{"permissions":[{"_id":"manage-livechat-units","roles":["admin"]}]}"#
            try await server.expect(
                Exchange(
                    "POST permissions.update", give,
                    gives: Self.unknown))
        }
    }
}
