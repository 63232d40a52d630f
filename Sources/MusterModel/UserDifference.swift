extension User {
    /// What the event log keeps of a change of a user: the members that differ, as they were and as they are.
    ///
    /// Roles, being let in and the password have events of their own.
    ///
    /// - Parameter after: The same user afterwards.
    /// - Returns: Nil when nothing differs.
    public func difference(to after: User) -> (before: JSON, after: JSON)? {
        let old = changeable
        let new = after.changeable
        let names = old.keys.filter { old[$0] != new[$0] }
        guard !names.isEmpty else { return nil }
        func image(_ object: JSONObject) -> JSON { .object(JSONObject(names.map { ($0, object[$0] ?? .null) })) }
        return (image(old), image(new))
    }

    private var changeable: JSONObject {
        [
            "username": .string(username), "name": .string(name),
            "emails": .array(emails.map { ["address": .string($0.address), "verified": .bool($0.verified)] }),
            "bio": .text(bio), "nickname": .text(nickname), "status": .string(status),
            "statusText": .text(statusText), "requirePasswordChange": .bool(requiresPasswordChange),
            "customFields": customFields ?? .null,
        ]
    }
}
