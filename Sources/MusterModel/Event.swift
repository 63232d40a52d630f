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
}
