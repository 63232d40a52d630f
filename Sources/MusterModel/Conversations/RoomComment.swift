/// The sentences that the server itself writes as comments (conversations 7 and 15).
public enum RoomComment {
    /// An agent held the room.
    public static func held(by user: Participant) -> String {
        "The chat was manually placed On Hold by \(user.spokenName)"
    }

    /// An agent resumed the room.
    public static func resumed(by user: Participant) -> String {
        "The chat was manually resumed from On Hold by \(user.spokenName)"
    }

    /// The visitor wrote into a held room.
    public static func resumed(byMessageOf visitor: String) -> String {
        "The chat was automatically resumed from On Hold upon receiving a new message from \(visitor)"
    }

    /// The visitor said nothing for so long, and the room was held.
    public static func heldWithoutReply(from visitor: String, seconds: Int) -> String {
        "The chat was automatically placed On Hold because we haven't received any reply from \(visitor) "
            + "in \(seconds) seconds"
    }

    /// The visitor said nothing for so long, and the room was closed.
    public static func closedWithoutReply(from visitor: String, seconds: Int) -> String {
        "The chat was automatically closed because we haven't received any reply from \(visitor) in \(seconds) seconds"
    }

    /// The room was held for so long.
    public static func heldTooLong(seconds: Int) -> String {
        "Closed automatically because chat was On Hold for \(seconds) seconds"
    }

    /// The room waited too long.
    public static let queuedTooLong = "Closed automatically by the system (queue maximum time exceeded)"

    /// The visitor closed the room.
    public static let closedByVisitor = "Closed by visitor"

    /// The visitor's channel was blocked.
    public static let channelBlocked = "This channel has been blocked"

    /// The serving agent was deactivated.
    public static let agentDeactivated = "Agent was deactivated"
}
