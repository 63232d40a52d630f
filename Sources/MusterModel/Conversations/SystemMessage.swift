/// A message that the system writes into a room (conversations 7).
///
/// The store adds id, number, room and time; `groupable` is always false.
public struct SystemMessage: Sendable, Equatable {
    /// What it tells: the wire's `t`.
    public enum Kind: String, Sendable, CaseIterable {
        /// The room was opened.
        case started = "livechat-started"
        /// Something for the visitor's widget: an agent is there, or shall a transcript be sent?
        case command
        /// A user came.
        case joined = "uj"
        /// A user left.
        case left = "ul"
        /// The room was forwarded or went back to the queue.
        case transferred = "livechat_transfer_history"
        /// Another department than the one asked for took it.
        case fallback = "livechat_transfer_history_fallback"
        /// The room was closed.
        case closed = "livechat-close"
        /// It was put on hold.
        case held = "omnichannel_placed_chat_on_hold"
        /// It is no longer on hold.
        case resumed = "omnichannel_on_hold_chat_resumed"
        /// Its priority changed.
        case priorityChanged = "omnichannel_priority_change_history"
        /// Its SLA changed.
        case slaChanged = "omnichannel_sla_change_history"
        /// The visitor opened a page.
        case navigated = "livechat_navigation_history"
        /// A transcript was mailed.
        case transcriptMailed = "livechat_transcript_history"

        /// Whether it becomes the room's last message, moves `lm` and raises unread counts; the others only add to `msgs`.
        public var notifies: Bool {
            switch self {
            case .started, .transferred, .closed: true
            default: false
            }
        }
    }

    /// Whose message it is (`u`).
    public enum Author: Sendable, Equatable {
        /// The room's visitor; `token` is on the message then.
        case visitor
        /// A user.
        case user(Participant)
    }

    /// What it tells.
    public let kind: Kind
    /// Whose it is.
    public let author: Author
    /// The text (`msg`).
    public let text: String
    /// Further members.
    public let members: JSONObject

    /// A message.
    public init(_ kind: Kind, by author: Author, _ text: String = "", _ members: JSONObject = [:]) {
        self.kind = kind
        self.author = author
        self.text = text
        self.members = members
    }
}

extension SystemMessage {
    /// The room was opened.
    public static let started = SystemMessage(.started, by: .visitor)

    /// An agent was assigned: what the widget hears, and what the room's history says.
    public static func assigned(_ agent: Participant) -> [SystemMessage] {
        [SystemMessage(.command, by: .user(agent), "connected"), SystemMessage(.joined, by: .user(agent))]
    }

    /// Somebody joined.
    public static func joined(_ user: Participant) -> SystemMessage {
        SystemMessage(.joined, by: .user(user), user.username)
    }

    /// Somebody's subscription was removed by a transfer or return.
    public static func left(_ user: Participant) -> SystemMessage {
        SystemMessage(.left, by: .user(user), user.username)
    }

    /// The widget shall ask the visitor whether they want a transcript.
    public static func transcriptPrompt(by closer: Author) -> SystemMessage {
        SystemMessage(.command, by: closer, "promptTranscript")
    }

    /// The priority was set or, with nil, removed.
    public static func priorityChanged(_ priority: JSON?, by user: Participant) -> SystemMessage {
        SystemMessage(
            .priorityChanged, by: .user(user), "",
            ["priorityData": changed("priority", to: priority, by: user)])
    }

    /// The SLA was set or, with nil, removed.
    public static func slaChanged(_ sla: JSON?, by user: Participant) -> SystemMessage {
        SystemMessage(.slaChanged, by: .user(user), "", ["slaData": changed("sla", to: sla, by: user)])
    }

    private static func changed(_ name: String, to value: JSON?, by user: Participant) -> JSON {
        var data: JSONObject = ["definedBy": .object(user.shortJSON)]
        data[name] = value
        return .object(data)
    }

    /// The visitor opened a page; hidden unless `isShown` (`Livechat_Visitor_navigation_as_a_message`).
    public static func navigated(_ page: JSONObject, token: String, isShown: Bool) -> SystemMessage {
        let title = page["title"]?.string ?? "", href = page["location"]?.object?["href"]?.string ?? ""
        var members: JSONObject = ["navigation": ["page": .object(page), "token": .string(token)]]
        if !isShown { members["_hidden"] = true }
        return SystemMessage(.navigated, by: .user(.workspaceBot), "\(title) - \(href)", members)
    }
}
