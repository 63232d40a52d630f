import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 5.3, 7.2, D16: making, changing and deleting roles.
@Suite("Roles are made, changed and deleted in the contract's order of checks", .holds("5.3"))
struct RoleChangeTests {
    static let invalid = Refusal.typed("The role properties are invalid.", "error-invalid-role-properties")

    @Test(.holds("7.2.1", "D16.3"), arguments: TestEngine.allCases)
    func `a fresh workspace has fourteen roles, those of paid modules too`(_ engine: TestEngine) async throws {
        let others = [
            "anonymous", "app", "auditor", "auditor-log", "bot", "guest", "livechat-monitor", "user",
        ].map { ($0, "Users", "") }
        let described = [
            ("admin", "Users", "Admin"), ("leader", "Subscriptions", "Leader"),
            ("livechat-agent", "Users", "Livechat Agent"), ("livechat-manager", "Users", "Livechat Manager"),
            ("moderator", "Subscriptions", "Moderator"), ("owner", "Subscriptions", "Owner"),
        ]
        let wanted = (others + described).sorted { $0.0 < $1.0 }.map { id, scope, description in
            #"{"_id":"\#(id)","scope":"\#(scope)","description":"\#(description)","mandatory2fa":false,"#
                + #""name":"\#(id)","protected":true}"#
        }
        try await TestServer.run(engine) { server in
            let answer = try await server.send("GET", "roles.list", as: .plain)
            #expect(answer.text == #"{"roles":["# + wanted.joined(separator: ",") + #"],"success":true}"#)
        }
    }

    @Test(.holds("5.3.46"), arguments: TestEngine.allCases)
    func `a role that an inactive user holds is in use`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let made = try await server.fetch("POST", "roles.create", body: #"{"name":"a"}"#)
            let id = try #require(made.found("role", "_id")?.string)
            let give = #"{"username":"inactive","roleId":"\#(id)"}"#
            #expect(try await server.send("POST", "roles.addUserToRole", body: give).status == 200)
            let refused = try await server.send("POST", "roles.delete", body: #"{"roleId":"\#(id)"}"#)
            #expect(refused.text.contains("Cannot delete role because it's in use [error-role-in-use]"))
            #expect(try await server.eventKinds() == ["role.created", "user.roles-changed"])
        }
    }
}
