/// Where a conversation stands: what the state machine reads and changes (conversations 8.1).
///
/// An inquiry on the wire is a view of it: there is one while the room is open, and none of a closed room.
public struct RoomState: Sendable, Equatable {
    /// The four states.
    public enum Phase: Sendable, Equatable {
        /// Nobody serves it.
        case waiting(QueueStatus)
        /// An agent serves it.
        case served(by: String)
        /// An agent serves it and waits for the visitor; it does not count as load.
        case held(by: String)
        /// It is over.
        case closed
    }

    /// The status of a waiting room's inquiry, in the wire's words.
    public enum QueueStatus: String, Sendable, CaseIterable {
        /// An agent is being looked for at this moment; who finds none makes it `queued`.
        case ready
        /// It waits for the queue's turn, or for an agent to take it.
        case queued
        /// It waits until the visitor is verified.
        case verifying
    }

    /// Which of the four it is.
    public internal(set) var phase: Phase
    /// The department it is for; nil for none.
    public internal(set) var departmentID: String?
    /// Who has a subscription, in the order in which they came; the serving agent is one of them.
    public internal(set) var members: [String]
    /// The agent it waits for (`defaultAgent`); only while it waits.
    public internal(set) var reservedFor: String?
    /// The visitor wrote last, or nobody wrote at all (`waitingResponse`).
    public internal(set) var awaitsAnswer: Bool
    /// When the visitor counts as gone, should they say nothing until then (`predictedVisitorAbandonmentAt`).
    public internal(set) var abandonedAt: Timestamp?
    /// When each timer that is set comes due; abandonment is not among them (`dueTimes`).
    public internal(set) var timers: [RoomTimer: Timestamp]

    /// A state as the store keeps it.
    public init(
        phase: Phase, departmentID: String? = nil, members: [String] = [], reservedFor: String? = nil,
        awaitsAnswer: Bool = true, abandonedAt: Timestamp? = nil, timers: [RoomTimer: Timestamp] = [:]
    ) {
        self.phase = phase
        self.departmentID = departmentID
        self.members = members
        self.reservedFor = reservedFor
        self.awaitsAnswer = awaitsAnswer
        self.abandonedAt = abandonedAt
        self.timers = timers
    }

    /// Who serves it, also while it is held.
    public var servingID: String? {
        switch phase {
        case .served(let id), .held(let id): id
        case .waiting, .closed: nil
        }
    }

    /// Whether it is not over.
    public var isOpen: Bool { phase != .closed }

    /// Whether it is on hold.
    public var isHeld: Bool { if case .held = phase { true } else { false } }

    /// The status of its inquiry in the wire's words; nil for a closed room, which has none.
    public var inquiryStatus: String? {
        switch phase {
        case .waiting(let status): status.rawValue
        case .served, .held: "taken"
        case .closed: nil
        }
    }

    /// Visitor and members (`usersCount`).
    public var userCount: Int { members.count + 1 }

    /// When each timer comes due: a visitor is missed only while an agent who answered them waits.
    public var dueTimes: [RoomTimer: Timestamp] {
        guard case .served = phase, !awaitsAnswer, let abandonedAt else { return timers }
        return timers.merging([.abandoned: abandonedAt]) { $1 }
    }
}

/// What happens to a room by itself after a while (conversations 15, D47).
public enum RoomTimer: String, Sendable, CaseIterable {
    /// It was held for too long.
    case heldTooLong
    /// It waited for too long.
    case queuedTooLong
    /// The agent who got it does not answer.
    case unanswered
    /// The visitor does not answer.
    case abandoned
}

extension RoomState {
    /// What contradicts itself; nothing in any state that the transitions reach. The doctor asks it of every room.
    public var faults: [Fault] {
        var faults: [Fault] = []
        if let servingID, !members.contains(same: servingID) { faults.append(.servingWithoutSubscription) }
        if !isOpen, !members.isEmpty { faults.append(.subscriptionsOfClosedRoom) }
        if members.distinct.count != members.count { faults.append(.subscribedTwice) }
        if reservedFor != nil, servingID != nil || !isOpen { faults.append(.reservedWithoutWaiting) }
        if timers.keys.contains(where: { !allows($0) }) { faults.append(.timerOfAnotherState) }
        return faults
    }

    /// One way in which a state contradicts itself.
    public enum Fault: Sendable, Equatable {
        /// A served room whose agent has no subscription.
        case servingWithoutSubscription
        /// A closed room that somebody is still subscribed to.
        case subscriptionsOfClosedRoom
        /// Two subscriptions of one user.
        case subscribedTwice
        /// It waits for an agent although somebody serves it, or it is over.
        case reservedWithoutWaiting
        /// A timer that means nothing in this state.
        case timerOfAnotherState
    }

    private func allows(_ timer: RoomTimer) -> Bool {
        switch (timer, phase) {
        case (.heldTooLong, .held), (.queuedTooLong, .waiting), (.unanswered, .served), (.unanswered, .held): true
        default: false
        }
    }
}
