/// What lies between two states of one thing. Objects are compared member by member, at any depth: of a thousand agents
/// only the one who came is told.
extension JSONObject {
    /// What differs, as each of the two states has it; what both have alike is left out.
    public func difference(to after: JSONObject) -> (before: JSONObject, after: JSONObject) {
        var old = JSONObject()
        var new = JSONObject()
        for (key, was) in members where after[key] != was {
            if let left = was.object, let right = after[key]?.object {
                let inner = left.difference(to: right)
                old[key] = .object(inner.before)
                new[key] = .object(inner.after)
            } else {
                old[key] = was
                new[key] = after[key]
            }
        }
        for (key, value) in after.members where self[key] == nil { new[key] = value }
        return (old, new)
    }

    /// The state after a change that was told as such a difference.
    ///
    /// - Parameters:
    ///   - before: What was there of the members that changed.
    ///   - after: What is there of them.
    /// - Returns: Nil when the change does not begin with this state.
    public func changed(from before: JSONObject, to after: JSONObject) -> JSONObject? {
        var state = self
        for (key, was) in before.members {
            if let left = was.object, let right = after[key]?.object {
                guard let inner = state[key]?.object?.changed(from: left, to: right) else { return nil }
                state[key] = .object(inner)
            } else {
                guard state[key] == was else { return nil }
                state[key] = after[key]
            }
        }
        for (key, value) in after.members where before[key] == nil {
            guard state[key] == nil else { return nil }
            state[key] = value
        }
        return state
    }
}
