import MusterModel
import Testing

/// Conversations 3.1.
@Suite("A visitor is found by token, phone, then address")
struct VisitorMatchTests {
    @Test func `the token comes first, then the phone, then the address`() {
        #expect(VisitorMatch(byToken: "t", byPhone: "p", byAddress: "a") == .token("t"))
        #expect(VisitorMatch(byToken: nil, byPhone: "p", byAddress: "a") == .phone("p"))
        #expect(VisitorMatch(byToken: nil, byPhone: nil, byAddress: "a") == .address("a"))
        #expect(VisitorMatch(byToken: nil, byPhone: nil, byAddress: nil) == .new)
    }

    @Test func `who is found by phone keeps their token, all others have the one that was sent`() {
        #expect(VisitorMatch.phone("p").token(sent: "new", present: "old") == "old")
        #expect(VisitorMatch.address("a").token(sent: "new", present: "old") == "new")
        #expect(VisitorMatch.new.token(sent: "new", present: nil) == "new")
    }

    @Test func `under the strict switch only the token counts`() {
        #expect(VisitorMatch(byToken: nil, byPhone: "p", byAddress: "a", provenOnly: true) == .new)
        #expect(VisitorMatch(byToken: "t", byPhone: "p", byAddress: nil, provenOnly: true) == .token("t"))
    }
}
