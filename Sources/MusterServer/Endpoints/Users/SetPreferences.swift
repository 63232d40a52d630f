import MusterModel
import MusterStore

/// `POST users.setPreferences` (contract 5.2): merged key by key, unknown keys are refused.
enum SetPreferences {
    static let about = About(
        "Change preferences", body: Body.schema, example: ["data": ["language": "en", "sidebarViewMode": "condensed"]],
        answer: .success([
            "user": [
                "_id": .value(.string(Demo.adminID)),
                "settings": ["preferences": .anything(.object(Preferences.standard))],
            ]
        ]))

    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self)
        let userID: String?
        /// Stored as a whole: nobody here reads one of them.
        let preferences: JSON

        init(_ members: inout Members) {
            userID = members.optional("userId", .filled)
            preferences = members.required("data", .json(.object(SetPreferences.preferences)))
        }
    }

    /// What `me` shows, and what the original's clients send besides.
    private static let preferences = RequestSchema([
        "alsoSendThreadToChannel": .string(), "newRoomNotification": .string(), "newMessageNotification": .string(),
        "showThreadsInMainChannel": .boolean, "useEmojis": .boolean, "convertAsciiEmoji": .boolean,
        "saveMobileBandwidth": .boolean, "collapseMediaByDefault": .boolean, "autoImageLoad": .boolean,
        "emailNotificationMode": .string(), "unreadAlert": .boolean, "masterVolume": .number,
        "notificationsSoundVolume": .number, "voipRingerVolume": .number, "omnichannelTranscriptEmail": .boolean,
        "omnichannelTranscriptPDF": .boolean, "desktopNotifications": .string(), "pushNotifications": .string(),
        "enableAutoAway": .boolean, "desktopNotificationRequireInteraction": .boolean, "hideUsernames": .boolean,
        "hideRoles": .boolean, "displayAvatars": .boolean, "hideFlexTab": .boolean, "sendOnEnter": .string(),
        "idleTimeLimit": .number, "sidebarShowFavorites": .boolean, "sidebarShowUnread": .boolean,
        "themeAppearence": .string(), "sidebarSortby": .string(), "sidebarViewMode": .string(),
        "sidebarDisplayAvatar": .boolean, "sidebarGroupByType": .boolean, "sidebarSectionsOrder": .array(.string()),
        "muteFocusedConversations": .boolean, "notifyCalendarEvents": .boolean, "enableMobileRinging": .boolean,
        "featuresPreview": .anything, "language": .string(), "highlights": .array(.string()), "clockMode": .number,
        "fontSize": .string(), "mentionsWithSymbol": .boolean, "receiveLoginDetectionEmail": .boolean,
        "dontAskAgainList": .array(.object(RequestSchema(["action": .string(), "label": .string()]))),
    ])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try Body(checking: try await call.body())
        let saved = try await call.store.setPreferences(
            body.preferences.object ?? [:], of: body.userID, by: call.caller)
        let preferences = Preferences.standard.merging(saved.preferences)
        return .success([
            "user": ["_id": .string(saved.userID), "settings": ["preferences": .object(preferences)]]
        ])
    }
}
