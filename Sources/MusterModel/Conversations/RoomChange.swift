/// What a transition makes of a room: the store writes the difference of the two states and the messages, in one transaction.
public struct RoomChange: Sendable, Equatable {
    /// The state before.
    public let before: RoomState
    /// The state after.
    public internal(set) var after: RoomState
    /// Messages to write, in this order.
    public internal(set) var messages: [SystemMessage] = []

    init(_ state: RoomState) {
        before = state
        after = state
    }

    /// Who gets a subscription.
    public var joined: [String] { after.members.filter { !before.members.contains(same: $0) } }

    /// Whose subscription is removed.
    public var left: [String] { before.members.filter { !after.members.contains(same: $0) } }
}

/// Why a room does not take an event; the server has the words, which differ by route (conversations 8.3 to 8.6).
public enum RoomRefusal: Error, Sendable, Equatable, CaseIterable {
    /// It is closed.
    case isClosed
    /// It is on hold.
    case isHeld
    /// It is not on hold.
    case isNotHeld
    /// Nobody serves it.
    case isNotServed
    /// Another agent has taken it.
    case isTaken
    /// It does not wait for that.
    case isNotWaitingSo
    /// The user is no agent who may answer.
    case mayNotTake
    /// The agent is offline, away or unavailable.
    case agentIsUnavailable
    /// The agent has as many chats as they may have.
    case agentIsFull
    /// The agent serves it already.
    case isSameAgent
    /// The last message is the visitor's.
    case lastWordIsVisitors
    /// Closing asks for a comment.
    case needsComment
    /// Closing asks for a tag.
    case needsTag
}

/// Who shall get a room, with what decides whether they can (conversations 8.3).
public struct Taker: Sendable, Equatable {
    /// The user.
    public let user: Participant
    /// Whether they hold `view-l-room`.
    public let mayTake: Bool
    /// Whether they can answer now (conversations 11).
    public let isAvailable: Bool
    /// Whether they have as many chats as they may have.
    public let isFull: Bool

    /// Somebody who shall get a room.
    public init(_ user: Participant, mayTake: Bool = true, isAvailable: Bool = true, isFull: Bool = false) {
        self.user = user
        self.mayTake = mayTake
        self.isAvailable = isAvailable
        self.isFull = isFull
    }

    /// Why they cannot get it.
    var refusal: RoomRefusal? {
        if !mayTake { return .mayNotTake }
        if !isAvailable { return .agentIsUnavailable }
        return isFull ? .agentIsFull : nil
    }
}
