import MusterModel

/// A fresh user's preferences (contract 1.5).
enum Preferences {
    static let standard: JSONObject = [
        "alsoSendThreadToChannel": "default", "newRoomNotification": "door", "newMessageNotification": "chime",
        "showThreadsInMainChannel": false, "useEmojis": true, "convertAsciiEmoji": true, "saveMobileBandwidth": true,
        "collapseMediaByDefault": false, "autoImageLoad": true, "emailNotificationMode": "mentions",
        "unreadAlert": true, "masterVolume": 100, "notificationsSoundVolume": 100, "voipRingerVolume": 100,
        "omnichannelTranscriptEmail": false, "omnichannelTranscriptPDF": false, "desktopNotifications": "all",
        "pushNotifications": "all", "enableAutoAway": true, "desktopNotificationRequireInteraction": false,
        "hideUsernames": false, "hideRoles": false, "displayAvatars": true, "hideFlexTab": false,
        "sendOnEnter": "normal", "idleTimeLimit": 300, "sidebarShowFavorites": true, "sidebarShowUnread": false,
        "themeAppearence": "auto", "sidebarSortby": "activity", "sidebarViewMode": "medium",
        "sidebarDisplayAvatar": true, "sidebarGroupByType": true,
        "sidebarSectionsOrder": [
            "Incoming_Calls", "Incoming_Livechats", "Open_Livechats", "On_Hold_Chats", "Unread", "Favorites", "Teams",
            "Discussions", "Channels", "Direct_Messages", "Conversations",
        ],
        "muteFocusedConversations": true, "notifyCalendarEvents": true, "enableMobileRinging": true,
        "featuresPreview": "[]",
    ]
}
