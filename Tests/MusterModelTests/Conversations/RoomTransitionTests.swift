import MusterModel
import MusterTestSupport
import Testing

/// Conversations 8.
@Suite("A room goes from state to state as the contract says")
struct RoomTransitionTests {
    static let now = Timestamp(milliseconds: 1_000_000)
    static let ann = Participant(id: "a", username: "ann", name: "Ann")
    static let bob = Participant(id: "b", username: "bob")

    static let waiting = RoomState(phase: .waiting(.queued))
    static let served = RoomState(phase: .served(by: "a"), members: ["a"])
    static let held = RoomState(phase: .held(by: "a"), members: ["a"])
    static let closed = RoomState(phase: .closed)

    static let toQueue = RoomEvent.Transfer(to: .queue, departmentID: "d", members: [ann])
    static let holding = RoomEvent.held(by: ann, comment: "", isByHand: true, lastWordIsVisitors: false)
    static let resuming = RoomEvent.resumed(by: ann, comment: "", agentIsAvailable: true)
    static let closing = RoomEvent.closed(.init(by: .user(ann), comment: "done"))
    static let taking = RoomEvent.taken(by: Taker(bob))
    static let forwarding = RoomEvent.forwarded(.init(to: .agent(Taker(bob)), departmentID: nil, members: [ann]))

    private func refusal(_ state: RoomState, _ event: RoomEvent) -> RoomRefusal? {
        do throws(RoomRefusal) {
            _ = try state.applying(event, RoomRules(), at: Self.now)
            return nil
        } catch { return error }
    }

    @Test func `each state takes its events and refuses the others`() {
        let events = [Self.taking, Self.forwarding, .returned(Self.toQueue), Self.holding, Self.resuming, Self.closing]
        let rows: [(RoomState, [RoomRefusal?])] = [
            (Self.waiting, [nil, nil, .isNotServed, .isNotServed, .isNotHeld, nil]),
            (Self.served, [.isTaken, nil, nil, nil, .isNotHeld, nil]),
            (Self.held, [.isTaken, .isHeld, .isHeld, .isHeld, nil, nil]),
            (Self.closed, Array(repeating: .isClosed, count: 6)),
        ]
        for (state, expected) in rows {
            #expect(events.map { refusal(state, $0) } == expected, "\(state.phase)")
        }
    }

    @Test func `an agent who takes a room is announced and subscribed`() throws {
        let change = try Self.waiting.applying(Self.taking, RoomRules(), at: Self.now)
        #expect(change.after.phase == .served(by: "b"))
        #expect(change.joined == ["b"])
        #expect(change.messages == SystemMessage.assigned(Self.bob))
        #expect(change.after.userCount == 2)
    }

    @Test func `taking one's own room changes nothing`() throws {
        let change = try Self.served.applying(.taken(by: Taker(Self.ann)), RoomRules(), at: Self.now)
        #expect(change.after == Self.served)
        #expect(change.messages == [])
    }

    @Test func `closing asks for a comment, and removes all subscriptions`() throws {
        #expect(refusal(Self.served, .closed(.init(by: .user(Self.ann), comment: " "))) == .needsComment)
        let change = try Self.served.applying(Self.closing, RoomRules(), at: Self.now)
        #expect(change.left == ["a"])
        #expect(change.messages == [SystemMessage(.closed, by: .user(Self.ann), "done")])
        #expect(change.after.inquiryStatus == nil)
    }

    @Test func `only the first answer starts the wait for the visitor`() throws {
        var rules = RoomRules()
        rules.visitorSecondsMax = 60
        let first = try Self.served.applying(.staffWrote, rules, at: Self.now).after
        #expect(first.dueTimes == [.abandoned: Timestamp(milliseconds: 1_060_000)])
        let later = Timestamp(milliseconds: 2_000_000)
        #expect(try first.applying(.staffWrote, rules, at: later).after == first)
        #expect(try first.applying(.visitorWrote, rules, at: later).after.dueTimes == [:])
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `no walk reaches a state that contradicts itself`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var rules = RoomRules()
        rules.answerSecondsMax = 30
        rules.queuedMinutesMax = 5
        rules.visitorSecondsMax = 60
        for _ in 0..<200 {
            var state = RoomState(phase: .waiting(.ready))
            for _ in 0..<40 {
                let members = [Self.ann, Self.bob]
                let transfer = RoomEvent.Transfer(to: .queue, departmentID: "d", members: members)
                let events: [RoomEvent] = [
                    .nobodyFound, Self.taking, .taken(by: Taker(Self.ann)), .returned(transfer), Self.holding,
                    Self.resuming, .joined(Self.bob), .visitorWrote, .staffWrote, .departmentDeleted,
                    .forwarded(transfer),
                    .forwarded(.init(to: .agent(Taker(Self.bob)), departmentID: "e", members: members)),
                    .forwarded(.init(to: .department, departmentID: "f")), Self.closing,
                ]
                let index = Int.random(in: 0..<events.count, using: &random)
                guard let change = try? state.applying(events[index], rules, at: Self.now) else { continue }
                #expect(change.after.faults == [], "seed \(seed): \(events[index])")
                #expect(state.isOpen || !change.after.isOpen, "seed \(seed): a closed room stays closed")
                state = change.after
            }
        }
    }
}
