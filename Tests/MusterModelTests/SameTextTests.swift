import MusterModel
import Testing

/// Swift's own equality also takes for equal what only looks the same.
@Suite("Texts are the same when their bytes are")
struct SameTextTests {
    /// Pairs that Swift calls equal.
    static let twins = [("K", "\u{212A}"), ("\u{E9}", "e\u{301}"), (";", "\u{37E}"), ("id-\u{C5}", "id-\u{212B}")]

    @Test(arguments: twins)
    func `texts that only look the same are two`(_ left: String, _ right: String) {
        #expect(left == right, "else nothing is shown here")
        #expect(!left.isSame(as: right) && left.differs(from: right))
        #expect(ExactText(left) != ExactText(right))
        #expect([left, right, left].distinct.map { Array($0.utf8) } == [Array(left.utf8), Array(right.utf8)])
        #expect(![left].contains(same: right) && [left].contains(same: left))
        #expect([ExactText(left): 1, ExactText(right): 2][ExactText(right)] == 2)
    }

    @Test func `each text stays once, at its first place`() {
        #expect(["b", "a", "b", "c", "a"].distinct == ["b", "a", "c"])
        #expect([String]().distinct == [])
    }
}
