import MusterModel
import Testing

/// The text by which a client goes on reading.
@Suite("A place in the event log has one text")
struct EventCursorTextTests {
    @Test(arguments: ["0-0", "1-0", "1234-1764230400000", "9223372036854775807-9223372036854775807"])
    func `a cursor is what its text says`(_ text: String) throws {
        let cursor = try EventCursor(text)
        #expect(cursor.text == text)
        #expect(try EventCursor(cursor.text) == cursor)
    }

    @Test func `the beginning is before the first event`() throws {
        #expect(try EventCursor("0-0") == .beginning)
        #expect(EventCursor(sequence: 7, at: Timestamp(milliseconds: 9)).text == "7-9")
    }

    @Test(arguments: [
        "", "-", "1", "1-", "-1", "1-2-3", "a-1", "1-a", " 1-2", "1-2 ", "1-2\n", "+1-2", "1-+2", "1--2", "-1-2",
        "01-2",
        "1-02", "1.0-2", "0x1-2", "9223372036854775808-1", "1-9223372036854775808", "१-2", "1‐2", "1-2\u{0}",
        "1-2\u{301}",
    ])
    func `any other text is refused`(_ text: String) {
        let failure = #expect(throws: Failure.self) { try EventCursor(text) }
        #expect(failure?.kind == .invalid && failure?.id == "error-invalid-event-cursor")
    }
}
