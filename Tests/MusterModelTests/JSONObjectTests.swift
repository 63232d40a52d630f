import MusterModel
import MusterTestSupport
import Testing

/// Objects keep the order in which members were added.
@Suite("Members of an object keep their places")
struct JSONObjectTests {
    @Test func `a member set again stays where it was`() {
        var object: JSONObject = ["a": 1, "b": 2]
        object["a"] = 3
        object["c"] = 4
        #expect(JSON.object(object).text() == #"{"a":3,"b":2,"c":4}"#)
    }

    @Test func `a member taken away and set again comes last`() {
        var object: JSONObject = ["a": 1, "b": 2, "c": 3]
        object["a"] = nil
        #expect(object["a"] == nil)
        #expect(object["c"] == 3)
        object["a"] = 4
        #expect(JSON.object(object).text() == #"{"b":2,"c":3,"a":4}"#)
        object["nothing"] = nil
        #expect(object.count == 3)
    }

    @Test func `merging replaces in place and appends the rest`() {
        let merged = (["a": 1, "b": 2] as JSONObject).merging(["c": 3, "a": 4])
        #expect(JSON.object(merged).text() == #"{"a":4,"b":2,"c":3}"#)
    }

    @Test func `two objects are equal whatever their order`() {
        #expect((["a": 1, "b": 2] as JSON) == ["b": 2, "a": 1])
        #expect((["a": 1] as JSON) != ["a": 1, "b": 2])
        #expect((["a": 1] as JSON) != ["b": 1])
        #expect((["a": .null] as JSON) != [:])
    }

    @Test func `whatever is set and removed, it behaves as a list of pairs would`() {
        var random = SeededGenerator(seed: 7)
        var object = JSONObject()
        var model: [(key: String, value: Int)] = []
        for step in 0..<5000 {
            let key = String(Int.random(in: 0..<30, using: &random))
            let place = model.firstIndex { $0.key == key }
            if Int.random(in: 0..<3, using: &random) == 0 {
                object[key] = nil
                if let place { model.remove(at: place) }
            } else {
                object[key] = .int(step)
                if let place { model[place].value = step } else { model.append((key, step)) }
            }
            #expect(object.keys == model.map(\.key))
            #expect(object.members.map(\.1) == model.map { .int($0.value) })
            #expect(model.allSatisfy { object[$0.key] == .int($0.value) })
        }
    }
}
