/// In which order waiting rooms are served and shown (`Omnichannel_sorting_mechanism`, conversations 10.6).
public enum QueueOrder: String, Sendable, CaseIterable {
    /// Oldest first.
    case timestamp = "Timestamp"
    /// Most urgent first, then oldest.
    case priority = "Priority"
    /// Shortest promise first, then oldest.
    case slas = "SLAs"

    /// What of a waiting room decides its place.
    public struct Place: Sendable, Equatable {
        /// The room's id: the last word, so that the order is total.
        public let roomID: String
        /// When it was opened; a room that comes back keeps it, and so its place.
        public let openedAt: Timestamp
        /// 99 without a priority.
        public let priorityWeight: Int
        /// 9,999,999 without an SLA.
        public let promisedMinutes: Int
        /// When it was changed last.
        public let updatedAt: Timestamp

        /// A place in the queue.
        public init(
            roomID: String, openedAt: Timestamp, priorityWeight: Int = 99, promisedMinutes: Int = 9_999_999,
            updatedAt: Timestamp
        ) {
            self.roomID = roomID
            self.openedAt = openedAt
            self.priorityWeight = priorityWeight
            self.promisedMinutes = promisedMinutes
            self.updatedAt = updatedAt
        }
    }

    /// Whether one comes before the other.
    public func precedes(_ left: Place, _ right: Place) -> Bool {
        let urgency = (urgency(of: left), urgency(of: right))
        if urgency.0 != urgency.1 { return urgency.0 < urgency.1 }
        if left.openedAt != right.openedAt { return left.openedAt < right.openedAt }
        if left.updatedAt != right.updatedAt { return left.updatedAt > right.updatedAt }
        return left.roomID.utf8.lexicographicallyPrecedes(right.roomID.utf8)
    }

    private func urgency(of place: Place) -> Int {
        switch self {
        case .timestamp: 0
        case .priority: place.priorityWeight
        case .slas: place.promisedMinutes
        }
    }
}
