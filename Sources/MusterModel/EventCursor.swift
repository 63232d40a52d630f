/// A place in the event log: right behind one of its events, or before the first.
///
/// It means the same on every engine, after a copy and after a restore: an event keeps its number wherever the log
/// goes. The event's time is there to notice a log that is not the one it was taken from.
public struct EventCursor: Sendable, Hashable {
    /// Before the first event.
    public static let beginning = EventCursor(sequence: 0, at: Timestamp(milliseconds: 0))

    /// The number of the event that it stands behind; 0 before the first.
    public let sequence: Int
    /// When that event was written.
    public let at: Timestamp

    /// The place behind an event.
    ///
    /// - Parameters:
    ///   - sequence: The event's number.
    ///   - at: When it was written.
    public init(sequence: Int, at: Timestamp) {
        self.sequence = sequence
        self.at = at
    }

    /// Reads what `text` has written.
    ///
    /// - Throws: `error-invalid-event-cursor` for any other text.
    public init(_ text: String) throws {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 2, let sequence = Int(Substring(parts[0])), let at = Int64(Substring(parts[1])) else {
            throw EventCursor.malformed
        }
        self.init(sequence: sequence, at: Timestamp(milliseconds: at))
        // One text for one place: no sign, no leading zeros.
        guard self.text.utf8.elementsEqual(text.utf8) else { throw EventCursor.malformed }
    }

    /// As a client keeps it: two numbers in decimal with a hyphen between them, as `1234-1764230400000`.
    public var text: String { "\(sequence)-\(at.milliseconds)" }

    private static let malformed = Failure.typed(
        "An event cursor is the number of an event and its time, as in 1234-1764230400000",
        "error-invalid-event-cursor")
}

extension Failure {
    /// The log that a cursor was taken from is not this one: it is another store's, or has gone back to an older state.
    public static let unknownEventCursor = typed(
        "The event log does not have the event of this cursor: it is another log, or was restored to an earlier state",
        "error-unknown-event-cursor")
}
