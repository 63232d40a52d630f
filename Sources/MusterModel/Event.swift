/// One change, as the event log keeps it: written in the transaction of the change itself.
public struct Event: Sendable, Equatable {
    /// What happened, `noun.verb`, as `unit.created`.
    public let kind: String
    /// The id of what changed.
    public let subjectID: String
    /// What it was before, nil when it did not exist. Never a secret.
    public let before: JSON?
    /// What it is now, nil when it is gone. Never a secret.
    public let after: JSON?

    /// An event.
    public init(_ kind: String, _ subjectID: String, before: JSON? = nil, after: JSON? = nil) {
        self.kind = kind
        self.subjectID = subjectID
        self.before = before
        self.after = after
    }

    /// What became of one thing: all of it when it was made or went, else what differs.
    ///
    /// - Parameters:
    ///   - kind: What happened.
    ///   - subjectID: The thing.
    ///   - before: The thing as it was, nil when it did not exist.
    ///   - after: The thing as it is, nil when it is gone.
    public init(_ kind: String, _ subjectID: String, from before: JSONObject?, to after: JSONObject?) {
        if let before, let after {
            let difference = before.difference(to: after)
            self.init(kind, subjectID, before: .object(difference.before), after: .object(difference.after))
        } else {
            self.init(kind, subjectID, before: before.map(JSON.object), after: after.map(JSON.object))
        }
    }
}
