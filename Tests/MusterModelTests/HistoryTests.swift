import Facts
import MusterModel
import MusterTestSupport
import Testing

/// Replaying every event must reproduce the organisation.
@Suite("A history tells what became of everything")
struct HistoryTests {
    private static let unit: JSONObject = ["name": "North", "departments": ["d1": true, "d2": true]]

    @Test func `a difference names only those who came, left or changed`() {
        let before: JSONObject = ["a": 1, "b": 2, "c": ["x": 1, "y": 2], "d": [1, 2], "e": ["k": 1]]
        let after: JSONObject = ["a": 1, "b": 3, "c": ["y": 2, "z": 3], "d": [2, 1], "f": ["k": 1]]
        let difference = before.difference(to: after)
        #expect(difference.before == ["b": 2, "c": ["x": 1], "d": [1, 2], "e": ["k": 1]])
        #expect(difference.after == ["b": 3, "c": ["z": 3], "d": [2, 1], "f": ["k": 1]])
        #expect(before.difference(to: before).before == [:] && before.difference(to: before).after == [:])
    }

    @Test(arguments: 0..<500)
    func `a difference leads from every state to every other and from no third one`(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let before = Self.state(depth: 3, &random), after = Self.state(depth: 3, &random)
        let difference = before.difference(to: after)
        #expect(before.changed(from: difference.before, to: difference.after) == after)
        #expect(after.changed(from: difference.after, to: difference.before) == before)
        if before != after { #expect(after.changed(from: difference.before, to: difference.after) != after) }
    }

    @Test func `what the events leave is what they tell`() {
        var history = History()
        history.add(Event("unit.created", "u", from: nil, to: Self.unit))
        history.add(
            Event("unit.departments-changed", "u", before: ["departments": ["d1": true]], after: ["departments": [:]]))
        #expect(history.contradicted.isEmpty)
        #expect(history.mismatches("unit", ["u": ["departments": ["d2": true], "name": "North"]]) == [])
        #expect(history.mismatches("unit", ["u": Self.unit]) == [.init("unit", "u")])
        #expect(history.mismatches("unit", [:]) == [.init("unit", "u")])
        #expect(history.mismatches("department", [:]) == [])
    }

    @Test(.keepsAway("Muster 11.A3"))
    func `of secrets the log says nothing, not even one that became a secret after it was told`() throws {
        for id in Settings.secretIDs {
            var history = History()
            history.add(Event("setting.changed", id, before: ["value": ""], after: ["value": "told"]))
            history.add(Event("setting.changed", id))
            #expect(history.contradicted.isEmpty)
            #expect(history.mismatches("setting", [:]) == [])
            #expect(history.mismatches("setting", [id: ["value": "x"]]) == [])
        }
    }

    @Test func `what is gone must not be there`() {
        var history = History()
        history.add(Event("unit.created", "u", from: nil, to: Self.unit))
        history.add(Event("unit.deleted", "u", from: Self.unit, to: nil))
        #expect(history.contradicted.isEmpty)
        #expect(history.mismatches("unit", [:]) == [])
        #expect(history.mismatches("unit", ["u": Self.unit]) == [.init("unit", "u")])
    }

    @Test(arguments: [
        Event("unit.created", "u", from: nil, to: Self.unit),
        Event("unit.updated", "u", before: ["name": "South"], after: ["name": "West"]),
        Event("unit.departments-changed", "u", before: ["departments": ["d9": true]], after: ["departments": [:]]),
        Event("unit.departments-changed", "u", before: ["departments": [:]], after: ["departments": ["d1": true]]),
        Event("unit.deleted", "u", from: ["name": "North"], to: nil),
    ])
    func `an event that begins elsewhere than the last one ended contradicts it`(_ event: Event) {
        var history = History()
        history.add(Event("unit.created", "u", from: nil, to: Self.unit))
        history.add(event)
        #expect(history.contradicted == [.init("unit", "u")])
    }

    @Test func `nothing happens to what is gone`() {
        var history = History()
        history.add(Event("unit.created", "u", from: nil, to: Self.unit))
        history.add(Event("unit.deleted", "u", from: Self.unit, to: nil))
        history.add(Event("unit.updated", "u", before: ["name": "North"], after: ["name": "x"]))
        #expect(history.contradicted == [.init("unit", "u")])
    }

    @Test func `of what is older than the log it knows what changed since`() {
        var history = History()
        history.add(Event("role.updated", "user", before: ["description": ""], after: ["description": "People"]))
        history.add(Event("agent.saved", "ada", before: [:], after: ["livechat": ["phone": 1]]))
        #expect(history.mismatches("role", ["user": ["name": "user", "description": "People"]]) == [])
        #expect(history.mismatches("role", ["user": ["name": "user", "description": ""]]) == [.init("role", "user")])
        #expect(
            history.mismatches("user", ["ada": ["livechat": ["phone": 2]]]) == [], "the rest of an object is not known")
        history.add(Event("role.updated", "user", before: ["description": "x"], after: ["description": "y"]))
        #expect(history.contradicted == [.init("role", "user")])
    }

    @Test func `what older programs told is forgotten where the history begins`() {
        var history = History()
        history.add(Event("unit.created", "u", from: nil, to: ["departments": ["d1", "d2"]]))
        history.add(Event("unit.deleted", "v", from: ["name": "x"], to: nil))
        history.add(Event("history.begun", ""))
        #expect(history.mismatches("unit", ["u": Self.unit, "v": Self.unit]) == [])
        history.add(Event("unit.updated", "u", before: ["name": "South"], after: ["name": "North"]))
        #expect(history.contradicted.isEmpty && history.mismatches("unit", ["u": Self.unit]) == [])
    }

    @Test func `sessions, tokens and passwords are no part of it`() {
        var history = History()
        history.add(Event("user.created", "ada", from: nil, to: ["name": "Ada"]))
        history.add(Event("user.password-changed", "ada"))
        history.add(Event("user.logged-out", "ada", before: ["tokens": 3], after: ["tokens": 1]))
        history.add(Event("token.created", "ada", after: ["name": "report"]))
        #expect(history.contradicted.isEmpty && history.mismatches("user", ["ada": ["name": "Ada"]]) == [])
    }

    private static func state(depth: Int, _ random: inout SeededGenerator) -> JSONObject {
        var state = JSONObject()
        for key in ["a", "b", "c", "d"] where random.next() % 3 > 0 {
            switch random.next() % 4 {
            case 0 where depth > 0: state[key] = .object(Self.state(depth: depth - 1, &random))
            case 1: state[key] = .array([.int(Int(random.next() % 2))])
            default: state[key] = .int(Int(random.next() % 3))
            }
        }
        return state
    }
}
