/// The organisation as the event log tells it: each event laid over what those before it left.
///
/// Who lays all of them over each other has what the store holds, or else the log has left something out.
public struct History: Sendable {
    /// One thing that the log is about.
    public struct Subject: Hashable, Sendable, CustomStringConvertible {
        /// What kind of thing, as `unit`.
        public let noun: String
        /// Its id.
        public let id: String

        /// A thing of that kind and id.
        public init(_ noun: String, _ id: String) {
            self.noun = noun
            self.id = id
        }

        /// Kind and id.
        public var description: String { "\(noun) \(id)" }
    }

    /// What the log knows of a thing.
    private struct Thing: Sendable {
        var members: JSONObject
        /// The log has it from its beginning; of another it knows only what changed since.
        let isWhole: Bool
    }

    private var things: [Subject: Thing] = [:]
    /// Things that an event says are gone, and no later one made again.
    private var gone: Set<Subject> = []
    /// Things of which an event says they were something else than the events before it left.
    public private(set) var contradicted: Set<Subject> = []

    /// Nothing has happened yet.
    public init() {}

    /// Lays the next event over all before it.
    public mutating func add(_ event: Event) {
        // Older programs told events in other shapes: what they told is not known.
        if event.kind == "history.begun" { self = History() }
        let parts = event.kind.split(separator: ".", maxSplits: 1).map(String.init)
        // How many sessions somebody has is no part of the organisation, nor are tokens.
        guard parts.count == 2, parts[0] != "token", event.kind != "user.logged-out" else { return }
        let subject = Subject(parts[0] == "agent" ? "user" : parts[0], event.subjectID)
        // What secrets are, the log does not say.
        guard subject.noun != "setting" || !Settings.secretIDs.contains(subject.id) else { return }
        let before = event.before?.object ?? [:]
        let after = event.after?.object ?? [:]
        switch parts[1] {
        case "created": create(subject, after)
        case "deleted": delete(subject, before)
        default: change(subject, before, after)
        }
    }

    /// Things that the store holds otherwise than the log tells them.
    ///
    /// - Parameters:
    ///   - noun: What kind of thing.
    ///   - present: Everything of that kind in the store, by id.
    public func mismatches(_ noun: String, _ present: [String: JSONObject]) -> [Subject] {
        let changed = things.filter { subject, thing in
            guard subject.noun == noun, let now = present[subject.id] else { return subject.noun == noun }
            return thing.isWhole ? thing.members != now : thing.members.members.contains { now[$0] != $1 }
        }
        return changed.map(\.key) + gone.filter { $0.noun == noun && present[$0.id] != nil }
    }

    private mutating func create(_ subject: Subject, _ members: JSONObject) {
        if things[subject] != nil { contradicted.insert(subject) }
        gone.remove(subject)
        things[subject] = Thing(members: members, isWhole: true)
    }

    private mutating func delete(_ subject: Subject, _ members: JSONObject) {
        if let thing = things.removeValue(forKey: subject) {
            let isRecorded =
                thing.isWhole ? thing.members == members : thing.members.members.allSatisfy { members[$0] == $1 }
            if !isRecorded { contradicted.insert(subject) }
        }
        gone.insert(subject)
    }

    private mutating func change(_ subject: Subject, _ before: JSONObject, _ after: JSONObject) {
        if gone.contains(subject) { contradicted.insert(subject) }
        guard let thing = things[subject], thing.isWhole else { return notice(subject, before, after) }
        if let changed = thing.members.changed(from: before, to: after) {
            things[subject]?.members = changed
        } else {
            contradicted.insert(subject)
        }
    }

    /// Of a thing whose beginning is unknown only plain members can be known: of an object the rest is not.
    private mutating func notice(_ subject: Subject, _ before: JSONObject, _ after: JSONObject) {
        var members = things[subject]?.members ?? [:]
        for (key, was) in before.members where was.object == nil {
            if let known = members[key], known != was { contradicted.insert(subject) }
            members[key] = after[key]
        }
        for (key, value) in after.members where before[key] == nil && value.object == nil { members[key] = value }
        for (key, value) in members.members where value.object != nil { members[key] = nil }
        things[subject] = Thing(members: members, isWhole: false)
    }
}
