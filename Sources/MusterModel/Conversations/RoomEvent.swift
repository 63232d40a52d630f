/// What can happen to a room (conversations 8).
public enum RoomEvent: Sendable, Equatable {
    /// No agent was found for a room that is `ready` (conversations 16, C7).
    case nobodyFound
    /// The visitor is verified; the room waits with this status from now on.
    case verified(RoomState.QueueStatus)
    /// An agent takes it or is assigned.
    case taken(by: Taker)
    /// It is handed to another agent, department or queue.
    case forwarded(Transfer)
    /// It goes back to the queue; whose subscriptions end is named, so that the messages can name them.
    case returned(Transfer)
    /// It is put on hold.
    case held(by: Participant, comment: String, isByHand: Bool, lastWordIsVisitors: Bool)
    /// It is no longer on hold.
    case resumed(by: Participant, comment: String, agentIsAvailable: Bool)
    /// A user joins without serving.
    case joined(Participant)
    /// The visitor writes.
    case visitorWrote
    /// A user writes without a token.
    case staffWrote
    /// It is closed.
    case closed(Closing)
    /// Its department was deleted.
    case departmentDeleted

    /// Where a room goes.
    public struct Transfer: Sendable, Equatable {
        /// Who gets it.
        public enum Target: Sendable, Equatable {
            /// An agent.
            case agent(Taker)
            /// The queue.
            case queue
            /// The agent who serves it, or nobody as before: only the department changes (D41).
            case department
        }

        /// Who gets it.
        public var target: Target
        /// The department from now on.
        public var departmentID: String?
        /// What the history tells: `livechat_transfer_history`, and the fallback's notice before it.
        public var history: [SystemMessage]
        /// The room's members, to be named in messages.
        public var members: [Participant]

        /// Where a room goes.
        public init(
            to target: Target, departmentID: String?, history: [SystemMessage] = [], members: [Participant] = []
        ) {
            self.target = target
            self.departmentID = departmentID
            self.history = history
            self.members = members
        }
    }

    /// How a room is closed (conversations 8.6).
    public struct Closing: Sendable, Equatable {
        /// Who closes it.
        public var closer: SystemMessage.Author
        /// The comment.
        public var comment: String
        /// Tags of request and room.
        public var tags: [String]
        /// Tags that the department adds.
        public var departmentTags: [String]

        /// How a room is closed.
        public init(
            by closer: SystemMessage.Author, comment: String, tags: [String] = [], departmentTags: [String] = []
        ) {
            self.closer = closer
            self.comment = comment
            self.tags = tags
            self.departmentTags = departmentTags
        }
    }
}
