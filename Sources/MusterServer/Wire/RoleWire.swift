import MusterModel

extension Role {
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
    /// What `roles.sync` tells of a role that is gone (contract 5.3).
    var wire: JSON { ["_id": .string(id), "name": .string(name), "_deletedAt": .date(at)] }
}

extension User {
    /// A row of `roles.getUsersInRole` (contract 5.3).
    var roleHolderWire: JSON {
        var object: JSONObject = ["_id": .string(id), "name": .string(name), "username": .string(username)]
        object["emails"] = emails.isEmpty ? nil : emailsWire
        object["createdAt"] = .date(createdAt)
        object["_updatedAt"] = .date(updatedAt)
        return .object(object)
    }
}
