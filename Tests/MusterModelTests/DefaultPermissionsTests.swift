import Facts
import MusterModel
import Testing

/// The permissions and roles of the first start (contract 7.1, 7.2).
@Suite("Default permissions and roles are the contract's", .holds("7"))
struct DefaultPermissionsTests {
    /// One entry a row of contract 7.1: its roles, how many permissions it has, some of them.
    static let rows: [(roles: [String], count: Int, some: [String])] = [
        (["admin"], 68, ["access-mailer", "create-user", "manage-moderation-actions", "logout-device-management"]),
        (["admin", "owner", "moderator"], 21, ["add-team-member", "edit-room", "view-broadcast-member-list"]),
        (
            ["admin", "livechat-manager", "livechat-monitor"], 20,
            ["add-livechat-department-agents", "remove-closed-livechat-rooms", "manage-livechat-departments"]
        ),
        (
            ["admin", "livechat-manager"], 19,
            [
                "manage-livechat-units", "manage-livechat-monitors", "remove-closed-livechat-room",
                "remove-livechat-department",
            ]
        ),
        (
            ["admin", "livechat-manager", "livechat-monitor", "livechat-agent"], 17,
            ["view-l-room", "close-livechat-room", "view-canned-responses", "request-pdf-transcript"]
        ),
        (["admin", "owner"], 14, ["archive-room", "set-leader", "view-all-team-channels"]),
        (
            ["admin", "user"], 8,
            ["create-personal-access-tokens", "access-marketplace", "view-voip-extension-details"]
        ),
        (["admin", "user", "owner", "moderator"], 5, ["call-management", "mention-here", "view-outside-room"]),
        (["admin", "bot", "app"], 3, ["api-bypass-rate-limit", "join-without-join-code", "send-many-messages"]),
        (
            ["admin", "livechat-manager", "livechat-agent"], 3,
            ["change-livechat-room-visitor", "edit-omnichannel-contact", "view-agent-extension-association"]
        ),
        (["admin", "user", "bot", "app"], 3, ["create-c", "create-d", "create-p"]),
        (["admin", "user", "bot", "app", "anonymous"], 3, ["leave-c", "leave-p", "view-c-room"]),
        ([], 3, ["add-user-to-any-p-room", "kick-user-from-any-p-room", "user-generate-access-token"]),
        (["bot", "app"], 2, ["bypass-time-limit-edit-and-delete", "message-impersonate"]),
        (["livechat-agent"], 2, ["inbound-voip-calls", "view-agent-canned-responses"]),
        (["admin", "auditor"], 2, ["can-audit", "view-members-list-all-rooms"]),
        (["admin", "user", "bot", "app", "guest"], 1, ["view-d-room"]),
        (["bot", "app", "guest", "anonymous"], 1, ["view-joined-room"]),
        (["admin", "user", "guest", "anonymous"], 1, ["view-p-room"]),
        (["admin", "user", "anonymous"], 1, ["preview-c-room"]),
        (["livechat-monitor"], 1, ["save-department-canned-responses"]),
        (["admin", "user", "app", "guest"], 1, ["start-discussion"]),
        (["admin", "user", "owner", "app"], 1, ["start-discussion-other-user"]),
        (["admin", "auditor-log"], 1, ["can-audit-log"]),
    ]

    @Test(.holds("7.1.1")) func `there are 201, each once`() {
        #expect(DefaultPermissions.all.count == 201)
        #expect(Set(DefaultPermissions.all.map(\.permission)).count == 201)
        #expect(Self.rows.map(\.count).reduce(0, +) == 201)
    }

    @Test(.holds("7.1.2", "7.1.5"), arguments: rows)
    func `a row's permissions belong to exactly its roles`(_ row: (roles: [String], count: Int, some: [String])) {
        let mine = DefaultPermissions.all.filter { Set($0.roles) == Set(row.roles) }
        #expect(mine.count == row.count)
        #expect(mine.allSatisfy { $0.roles.count == row.roles.count })
        for permission in row.some { #expect(mine.contains { $0.permission == permission }, "\(permission)") }
    }

    @Test(.holds("7.1.2", "7.1.4", "D16.3"), .keepsAway("RC#23332"))
    func `all of it is the contract's table, name by name`() {
        let lines = DefaultPermissions.all.map { "\($0.permission) \($0.roles.sorted().joined(separator: ","))" }
        // Of the table in contract 7.1 in the same form: one line a permission, sorted.
        #expect(
            Digest.hex(lines.sorted().joined(separator: "\n"))
                == "24a349499293a080ee3e85463c59ac56dbec616c88f72e4a436ae4257fbf097f")
    }

    @Test func `every role named is a default role`() {
        let known = Set(Role.defaults.map(\.id))
        #expect(DefaultPermissions.all.allSatisfy { known.isSuperset(of: $0.roles) })
    }

    @Test func `the roles are exactly those of contract 7_2`() {
        let plain = ["user", "bot", "app", "guest", "anonymous", "livechat-monitor", "auditor", "auditor-log"]
        var wanted: [String: (scope: String, description: String)] = [
            "admin": ("Users", "Admin"), "livechat-agent": ("Users", "Livechat Agent"),
            "livechat-manager": ("Users", "Livechat Manager"), "moderator": ("Subscriptions", "Moderator"),
            "leader": ("Subscriptions", "Leader"), "owner": ("Subscriptions", "Owner"),
        ]
        for id in plain { wanted[id] = ("Users", "") }
        #expect(Role.defaults.count == wanted.count)
        for role in Role.defaults {
            #expect(role.name == role.id)
            #expect(role.scope == wanted[role.id]?.scope, "\(role.id)")
            #expect(role.description == wanted[role.id]?.description, "\(role.id)")
        }
    }

    @Test(.holds("5.4.4")) func `a guest has at most four permissions`() {
        #expect(Role.guestPermissions == ["view-d-room", "view-joined-room", "view-p-room", "start-discussion"])
    }
}
