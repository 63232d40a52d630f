import MusterModel
import MusterStore

/// Users as those see them who look for somebody.
extension User {
    /// What a query of users may name (D80): what a row shows to the caller, or they could find out the rest by asking.
    static func queryable(inFull: Bool) -> [String: Condition.Kind] {
        let shown: [String: Condition.Kind] = [
            "_id": .text, "username": .text, "name": .text, "type": .text, "active": .flag, "status": .text,
        ]
        return inFull ? shown.merging(["emails.address": .text, "roles": .text]) { $1 } : shown
    }

    /// What a query of agents, managers or monitors may name.
    static let agentQueryable: [String: Condition.Kind] = [
        "_id": .text, "username": .text, "name": .text, "status": .text, "statusLivechat": .text,
        "emails.address": .text,
    ]

    /// What an order of users may name for a caller who does not see them in full.
    static let publicSortKeys: Set = [
        "_id", "username", "name", "nameInsensitive", "type", "active", "status", "statusLivechat", "bio",
    ]

    static let proposalSample: Sample = [
        "_id": .value(.string(Demo.agentID)), "name": "Petra Novak", "username": "petra", "nickname": .optional("Pet"),
        "status": "online", "avatarETag": .optional(.avatarETag),
    ]

    /// An item of `users.autocomplete` (D83).
    var proposalWire: JSON {
        var object: JSONObject = ["_id": .string(id), "name": .string(name), "username": .string(username)]
        object["nickname"] = nickname.map(JSON.string)
        object["status"] = .string(status)
        object["avatarETag"] = avatarETag.map(JSON.string)
        return .object(object)
    }

    static let directorySample: Sample = .named(
        "DirectoryRow",
        [
            "_id": .value(.string(Demo.agentID)), "username": "petra", "name": "Petra Novak",
            "nickname": .optional("Pet"), "bio": .optional("Since 2019"), "avatarETag": .optional(.avatarETag),
            "emails": .optional(emailsSample), "createdAt": .optional(.date),
        ])

    /// A row of `directory` (D83).
    func directoryWire(inFull: Bool) -> JSON {
        var object: JSONObject = ["_id": .string(id), "username": .string(username), "name": .string(name)]
        object["nickname"] = nickname.map(JSON.string)
        object["bio"] = bio.map(JSON.string)
        object["avatarETag"] = avatarETag.map(JSON.string)
        guard inFull else { return .object(object) }
        object["emails"] = emails.isEmpty ? nil : emailsWire
        object["createdAt"] = .date(createdAt)
        return .object(object)
    }
}
