/// How an agent is found (`Livechat_Routing_Method`, conversations 10).
public enum RoutingMethod: String, Sendable, CaseIterable {
    /// Fewest chats counted so far.
    case auto = "Auto_Selection"
    /// Agents take rooms themselves.
    case manual = "Manual_Selection"
    /// Another program names the agent.
    case external = "External"
    /// Fewest open chats.
    case balancing = "Load_Balancing"
    /// Longest without a new chat.
    case rotation = "Load_Rotation"

    /// Whether rooms are assigned, not taken.
    public var assigns: Bool { self != .manual }

    /// What `livechat:getRoutingConfig` shows.
    public var config: JSONObject {
        [
            "previewRoom": .bool(!assigns), "showConnecting": .bool(!assigns), "showQueue": .bool(!assigns),
            "showQueueLink": .bool(self == .auto), "returnQueue": .bool(!assigns),
            "enableTriggerAction": .bool(assigns), "autoAssignAgent": .bool(assigns),
        ]
    }

    /// An agent who may get a room: the store gathers only those who can answer (conversations 11; 16, C37).
    public struct Candidate: Sendable, Equatable {
        /// The user.
        public let user: Participant
        /// Open rooms they serve that are not held; of the department, where there is one.
        public var load = 0
        /// Most rooms at once; 0 for no limit.
        public var limit = 0
        /// Turns they had: the counter of the department's link, or their own.
        public var turns = 0
        /// Their place in the department.
        public var order = 0
        /// When they got a room last; nil for never.
        public var lastRoutedAt: Timestamp?

        /// A candidate without load.
        public init(_ user: Participant) { self.user = user }

        /// Whether they have as many rooms as they may have.
        public var isFull: Bool { limit > 0 && load >= limit }
    }

    /// Who gets the next room; nil for nobody, and for methods that do not choose themselves.
    public func choose(among candidates: [Candidate]) -> Candidate? {
        guard self != .manual, self != .external else { return nil }
        return candidates.filter { !$0.isFull }.min { left, right in
            let keys = (rank(left), rank(right))
            return keys.0 == keys.1
                ? left.user.username.utf8.lexicographicallyPrecedes(right.user.username.utf8)
                : keys.0.lexicographicallyPrecedes(keys.1)
        }
    }

    /// What decides, most important first (conversations 10.2 and 10.3).
    private func rank(_ candidate: Candidate) -> [Int64] {
        let lastRouted = candidate.lastRoutedAt?.milliseconds ?? .min
        switch self {
        case .balancing: return [Int64(candidate.load), lastRouted]
        case .rotation: return [lastRouted]
        default: return [Int64(candidate.turns), Int64(candidate.order)]
        }
    }
}
