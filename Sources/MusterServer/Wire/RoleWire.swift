import MusterModel
import MusterStore

extension Role {
    static let sample: Sample = [
        "_id": "livechat-monitor", "scope": .oneOf(["Users", "Subscriptions"]), "description": "Livechat Monitor",
        "mandatory2fa": false, "name": "livechat-monitor", "protected": true,
    ]

    /// The same with the last change.
    static let sampleWithTime: Sample = .named("Role", sample.adding(["_updatedAt": .date]))

    /// The document of contract 5.3.
    var wire: JSONObject {
        [
            "_id": .string(id), "scope": .string(scope), "description": .string(description),
            "mandatory2fa": .bool(mandatory2FA), "name": .string(name), "protected": .bool(isProtected),
        ]
    }

    /// The same with the last change.
    var wireWithTime: JSON {
        var object = wire
        object["_updatedAt"] = .date(updatedAt)
        return .object(object)
    }
}

extension DeletedRole {
    static let sample: Sample = ["_id": "Wc5NpRt7yF2hKx9Lm", "name": "trainer", "_deletedAt": .date]

    /// What `roles.sync` shows of a role that is gone (contract 5.3).
    var wire: JSON { ["_id": .string(id), "name": .string(name), "_deletedAt": .date(at)] }
}

extension User {
    static let roleHolderSample: Sample = [
        "_id": .value(.string(Demo.agentID)), "name": "Petra Novak", "username": "petra",
        "emails": .optional(emailsSample), "createdAt": .date, "_updatedAt": .date,
    ]

    /// A row of `roles.getUsersInRole` (contract 5.3).
    var roleHolderWire: JSON {
        var object: JSONObject = ["_id": .string(id), "name": .string(name), "username": .string(username)]
        object["emails"] = emails.isEmpty ? nil : emailsWire
        object["createdAt"] = .date(createdAt)
        object["_updatedAt"] = .date(updatedAt)
        return .object(object)
    }
}
