import MusterModel

/// The event log: every change appends to it in its own transaction.
extension Session {
    func append(_ event: Event, by caller: Caller) throws {
        try run(
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
    func telling(
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
    func tell(
        _ kind: String, _ id: String, _ members: String, left: JSONObject = [:], came: JSONObject = [:],
        by caller: Caller
    ) throws {
        guard left.count > 0 || came.count > 0 else { return }
        let event = Event(kind, id, before: [members: .object(left)], after: [members: .object(came)])
        try append(event, by: caller)
    }

    /// Events after a sequence number, oldest first.
    func events(after sequence: Int, limit: Int) throws -> [(sequence: Int, actorID: String, event: Event)] {
        try rows(
            """
            SELECT sequence, actor_id, kind, subject_id, before, after FROM events
            WHERE sequence > $1 ORDER BY sequence LIMIT $2
            """, [.int(sequence), .int(limit)]
        ).map { row in
            let before = row.textOrNil(4).map { _ in JSON.object(row.object(4)) }
            let after = row.textOrNil(5).map { _ in JSON.object(row.object(5)) }
            return (row.int(0), row.text(1), Event(row.text(2), row.text(3), before: before, after: after))
        }
    }
}
