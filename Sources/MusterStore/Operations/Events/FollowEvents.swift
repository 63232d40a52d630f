public import MusterModel

/// An event as it stands in the log.
public struct LoggedEvent: Sendable {
    /// The place behind it, by which reading goes on; also its number and its time.
    public let cursor: EventCursor
    /// Who did it: a user's id, or the part of the program that did.
    public let actorID: String
    /// What happened.
    public let event: Event
}

extension Store {
    /// The events that follow a place in the log, in its order.
    ///
    /// Nothing is ever passed over: an event is left out while one of a lower number may yet be committed, and comes
    /// with the next call. A transaction that is given up leaves a gap and holds nobody up.
    ///
    /// - Parameters:
    ///   - cursor: Where to go on: the last one's cursor, or `beginning`.
    ///   - limit: Events at most.
    /// - Returns: The events, and where to go on; the same place when there are none.
    /// - Throws: `Failure.unknownEventCursor` when the log does not have the cursor's event.
    public func events(
        after cursor: EventCursor, limit: Int
    ) async throws -> (events: [LoggedEvent], cursor: EventCursor) {
        let events = try await read(view: .newestByStatement) { transaction -> [LoggedEvent] in
            let isKnown = try cursor == .beginning || transaction.eventTime(cursor.sequence) == cursor.at
            guard isKnown else { throw Failure.unknownEventCursor }
            // A statement of its own before the other: that sees all that had ended when this looked.
            let settled = try transaction.settledEvent()
            guard settled > cursor.sequence else { return [] }
            return try transaction.events(after: cursor.sequence, upTo: settled, limit: limit)
        }
        return (events, events.last?.cursor ?? cursor)
    }

    /// Where to begin for who wants only what happens from now on.
    public func newestCursor() async throws -> EventCursor {
        try await read(view: .newestByStatement) { try $0.newestCursor(upTo: try $0.settledEvent()) }
    }
}
