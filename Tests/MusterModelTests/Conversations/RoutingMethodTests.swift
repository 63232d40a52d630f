import MusterModel
import Testing

/// Conversations 10.
@Suite("Who gets the next room")
struct RoutingMethodTests {
    private func candidate(_ name: String, load: Int = 0, limit: Int = 0, turns: Int = 0, routed: Int64? = nil)
        -> RoutingMethod.Candidate
    {
        var candidate = RoutingMethod.Candidate(Participant(id: name, username: name))
        candidate.load = load
        candidate.limit = limit
        candidate.turns = turns
        candidate.lastRoutedAt = routed.map { Timestamp(milliseconds: $0) }
        return candidate
    }

    @Test func `each method has its own first key, and the user name is the last`() {
        let ann = candidate("ann", load: 3, turns: 1, routed: 50), bob = candidate("bob", load: 1, turns: 2, routed: 90)
        let chosen = RoutingMethod.allCases.map { $0.choose(among: [bob, ann])?.user.username }
        #expect(chosen == ["ann", nil, nil, "bob", "ann"])
        #expect(RoutingMethod.auto.choose(among: [candidate("bob"), candidate("ann")])?.user.username == "ann")
    }

    @Test func `nobody who is full is chosen, and who never had a room comes first`() {
        let full = candidate("ann", load: 2, limit: 2), free = candidate("bob", load: 1, limit: 2, turns: 9)
        #expect(RoutingMethod.auto.choose(among: [full, free]) == free)
        #expect(RoutingMethod.auto.choose(among: [full]) == nil)
        let never = candidate("zoe"), once = candidate("ann", routed: 1)
        #expect(RoutingMethod.rotation.choose(among: [once, never]) == never)
    }

    @Test func `the queue is ordered by urgency, then age`() {
        func place(_ id: String, _ at: Int64, _ weight: Int = 99) -> QueueOrder.Place {
            let time = Timestamp(milliseconds: at)
            return QueueOrder.Place(roomID: id, openedAt: time, priorityWeight: weight, updatedAt: time)
        }
        let old = place("b", 1), new = place("a", 2, 1)
        #expect(QueueOrder.timestamp.precedes(old, new))
        #expect(QueueOrder.priority.precedes(new, old))
        #expect(QueueOrder.slas.precedes(old, new))
        #expect(!QueueOrder.timestamp.precedes(old, old))
    }
}
