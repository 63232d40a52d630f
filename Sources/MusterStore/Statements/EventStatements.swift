import MusterModel

/// The event log: every change appends to it in its own transaction.
extension Transaction {
    func append(_ event: Event, by caller: Caller) throws {
        try post(
            """
            INSERT INTO events (at, actor_id, request_id, kind, subject_id, before, after)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                .time(now), .text(caller.id), .text(caller.requestID), .text(event.kind), .text(event.subjectID),
                event.before.map(SQLValue.json) ?? .null, event.after.map(SQLValue.json) ?? .null,
            ])
    }

    /// Runs a change of one thing and appends what differs then; nothing when nothing does.
    ///
    /// - Parameters:
    ///   - kind: What happens.
    ///   - id: The thing.
    ///   - image: What the log keeps of such a thing.
    ///   - caller: Who does it.
    ///   - change: The change.
    func recordingChange(
        _ kind: String, _ id: String, by caller: Caller, _ image: (String) throws -> JSONObject?,
        _ change: () throws -> Void
    ) throws {
        let before = try image(id)
        try change()
        let after = try image(id)
        guard before != after else { return }
        try append(Event(kind, id, from: before, to: after), by: caller)
    }

    /// Appends that members left one thing or came to it, without reading its others.
    func recordMembers(
        _ kind: String, _ id: String, _ members: String, left: JSONObject = [:], came: JSONObject = [:],
        by caller: Caller
    ) throws {
        guard left.count > 0 || came.count > 0 else { return }
        let event = Event(kind, id, before: [members: .object(left)], after: [members: .object(came)])
        try append(event, by: caller)
    }

    /// The newest event's number and time; nil while there is none.
    func newestEvent() throws -> (sequence: Int, at: Timestamp)? {
        try row("SELECT sequence, at FROM events ORDER BY sequence DESC LIMIT 1", []).map { ($0.int(0), $0.time(1)) }
    }

    /// The number up to which nothing can come into the log any more: all of it is there for a later statement that
    /// sees what was committed before it.
    func settledEvent() throws -> Int {
        try number("{file}SELECT max(sequence) FROM events{server}SELECT muster_settled_events(){both}")
    }

    /// When an event was written; nil without such an event.
    func eventTime(_ sequence: Int) throws -> Timestamp? {
        try row("SELECT at FROM events WHERE sequence = $1", [.int(sequence)])?.time(0)
    }

    /// The newest event up to a number; the log's beginning without one.
    func newestCursor(upTo last: Int) throws -> EventCursor {
        let found = try row(
            "SELECT sequence, at FROM events WHERE sequence <= $1 ORDER BY sequence DESC LIMIT 1", [.int(last)])
        return found.map { EventCursor(sequence: $0.int(0), at: $0.time(1)) } ?? .beginning
    }

    /// Events after a sequence number, oldest first.
    func events(after sequence: Int, upTo last: Int = .max, limit: Int) throws -> [LoggedEvent] {
        try rows(
            """
            SELECT sequence, at, actor_id, kind, subject_id, before, after FROM events
            WHERE sequence > $1 AND sequence <= $2 ORDER BY sequence LIMIT $3
            """, [.int(sequence), .int(last), .int(limit)]
        ).map { row in
            let before = row.textOrNil(5).map { _ in JSON.object(row.object(5)) }
            let after = row.textOrNil(6).map { _ in JSON.object(row.object(6)) }
            return LoggedEvent(
                cursor: EventCursor(sequence: row.int(0), at: row.time(1)), actorID: row.text(2),
                event: Event(row.text(3), row.text(4), before: before, after: after))
        }
    }
}
