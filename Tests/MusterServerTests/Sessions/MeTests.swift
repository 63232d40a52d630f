import Facts
import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

/// Contract 1.5.
@Suite("GET me", .holds("1.4", "1.5"))
struct MeTests {
    /// Word for word as the contract lists them; `themeAppearence` is its spelling.
    static let preferences =
        #"{"alsoSendThreadToChannel":"default","newRoomNotification":"door","newMessageNotification":"chime","#
        + #""showThreadsInMainChannel":false,"useEmojis":true,"convertAsciiEmoji":true,"saveMobileBandwidth":true,"#
        + #""collapseMediaByDefault":false,"autoImageLoad":true,"emailNotificationMode":"mentions","#
        + #""unreadAlert":true,"masterVolume":100,"notificationsSoundVolume":100,"voipRingerVolume":100,"#
        + #""omnichannelTranscriptEmail":false,"omnichannelTranscriptPDF":false,"desktopNotifications":"all","#
        + #""pushNotifications":"all","enableAutoAway":true,"desktopNotificationRequireInteraction":false,"#
        + #""hideUsernames":false,"hideRoles":false,"displayAvatars":true,"hideFlexTab":false,"#
        + #""sendOnEnter":"normal","idleTimeLimit":300,"sidebarShowFavorites":true,"sidebarShowUnread":false,"#
        + #""themeAppearence":"auto","sidebarSortby":"activity","sidebarViewMode":"medium","#
        + #""sidebarDisplayAvatar":true,"sidebarGroupByType":true,"sidebarSectionsOrder":["Incoming_Calls","#
        + #""Incoming_Livechats","Open_Livechats","On_Hold_Chats","Unread","Favorites","Teams","Discussions","#
        + #""Channels","Direct_Messages","Conversations"],"muteFocusedConversations":true,"#
        + #""notifyCalendarEvents":true,"enableMobileRinging":true,"featuresPreview":"[]"}"#

    private static let allowed: Set = [
        "_id", "name", "username", "nickname", "emails", "status", "statusDefault", "statusText", "statusConnection",
        "bio", "avatarOrigin", "utcOffset", "language", "settings", "enableAutoAway", "idleTimeLimit", "roles",
        "active",
        "defaultRoom", "customFields", "requirePasswordChange", "requirePasswordChangeReason", "statusLivechat",
        "banners", "oauth.authorizedClients", "_updatedAt", "avatarETag", "extension", "openBusinessHours", "email",
        "isOAuthUser", "avatarUrl", "services", "success",
    ]

    @Test(arguments: TestEngine.allCases)
    func `everybody sees themselves, with the contract's members only`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for who in Who.people where who != .inactive {
                let me = try await server.fetch("GET", "me", as: who)
                #expect(Set(me.object?.keys ?? []).subtracting(Self.allowed) == [], "\(who)")
                #expect(me.found("_id") == .string(who.id))
                #expect(me.found("username") == .string(who.username))
                #expect(me.found("name") == .string("Name of \(who.rawValue)"))
                #expect(me.found("roles") == .texts(who.roles))
                #expect(me.found("active") == true)
                #expect(me.found("email") == .string("\(who.rawValue)@example.com"))
                #expect(
                    me.found("emails") == [["address": .string("\(who.rawValue)@example.com"), "verified": true]])
                #expect(me.found("isOAuthUser") == false)
                #expect(me.found("services") == ["password": ["exists": .bool([.admin, .plain].contains(who))]])
                #expect(me.found("settings")?.object?.keys == ["profile", "preferences"])
                #expect(me.found("settings", "profile") == [:])
                #expect(me.found("success") == true)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a fresh user's preferences are exactly the contract's`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let me = try await server.fetch("GET", "me", as: .plain)
            #expect(me.found("settings", "preferences")?.text() == Self.preferences)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `only a verified address is the email, and it is the first one`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            let world = server.world
            try await world.run("UPDATE user_emails SET verified = 0 WHERE user_id = 'id-plain'")
            let unverified = try await server.fetch("GET", "me", as: .plain)
            #expect(unverified.found("email") == nil)
            #expect(unverified.found("emails") == [["address": "plain@example.com", "verified": false]])
            try await world.run(
                """
                INSERT INTO user_emails (user_id, position, address, address_folded, verified)
                VALUES ('id-plain', 1, 'Second@example.com', 'second@example.com', 1)
                """)
            let second = try await server.fetch("GET", "me", as: .plain)
            #expect(second.found("email") == "Second@example.com")
            #expect(second.found("emails")?.array?.count == 2)
            try await world.run("DELETE FROM user_emails WHERE user_id = 'id-plain'")
            let none = try await server.fetch("GET", "me", as: .plain)
            #expect(none.found("email") == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what a user has is shown, what they have not is absent`(_ engine: TestEngine) async throws {
        let optional = [
            "nickname", "bio", "statusText", "customFields", "requirePasswordChange", "statusLivechat",
        ]
        try await TestServer.run(engine) { server in
            let before = try await server.fetch("GET", "me", as: .plain)
            for name in optional { #expect(before.found(name) == nil, "\(name)") }
            try await server.world.run(
                """
                UPDATE users SET nickname = 'n', bio = 'b', status_text = 't', custom_fields = '{"a":1}',
                    requires_password_change = 1, status_livechat = 'available' WHERE id = 'id-plain'
                """)
            let after = try await server.fetch("GET", "me", as: .plain)
            let wanted: [JSON] = ["n", "b", "t", ["a": 1], true, "available"]
            for (name, value) in zip(optional, wanted) { #expect(after.found(name) == value, "\(name)") }
        }
    }

    @Test(.holds("5.5.50"), arguments: TestEngine.allCases)
    func `the avatar's address stands on the workspace's own`(_ engine: TestEngine) async throws {
        try await TestServer.run(engine) { server in
            for (site, avatar) in [
                ("https://chat.example", "https://chat.example/avatar/plain"),
                ("https://chat.example/", "https://chat.example/avatar/plain"), ("", "/avatar/plain"),
            ] {
                try await server.world.set("Site_Url", .string(site))
                #expect(try await server.fetch("GET", "me", as: .plain).found("avatarUrl") == .string(avatar))
            }
        }
    }
}
