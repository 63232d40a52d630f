import MusterModel
import MusterStore

extension User {
    var emailsWire: JSON {
        .array(emails.map { ["address": .string($0.address), "verified": .bool($0.verified)] })
    }

    static let emailsSample: Sample = [["address": "petra@example.com", "verified": true]]

    static let monitorSample: Sample = .named(
        "Monitor",
        [
            "_id": .value(.string(Demo.agentID)), "username": "petra", "name": "Petra Novak", "status": "online",
            "statusLivechat": .optional(.oneOf(["available", "not-available"])), "emails": .optional(emailsSample),
            "livechat": .optional(.anything([:])),
        ])

    /// A monitor as a user (contract 3.2).
    var monitorWire: JSONObject {
        var object: JSONObject = ["_id": .string(id), "username": .string(username), "name": .string(name)]
        object["status"] = .string(status)
        object["statusLivechat"] = statusLivechat.map(JSON.string)
        object["emails"] = emails.isEmpty ? nil : emailsWire
        object["livechat"] = livechat
        return object
    }

    static let createdSample: Sample = .named(
        "User",
        [
            "_id": .value(.string(Demo.agentID)), "username": "petra", "type": "user", "status": "offline",
            "active": true, "name": "Petra Novak", "bio": .optional("Since 2019"), "nickname": .optional("Pet"),
            "statusText": .optional("Here"), "customFields": .optional(.anything([:])), "createdAt": .optional(.date),
            "emails": .optional(emailsSample), "roles": .optional(["user"]), "settings": .optional([:]),
            "requirePasswordChange": .optional(true), "_updatedAt": .optional(.date),
        ])

    /// A user who was just made (contract 5.2): all members for those who may see them, the public part for others.
    func createdWire(inFull: Bool) -> JSON {
        var object: JSONObject = [
            "_id": .string(id), "username": .string(username), "type": .string(type), "status": .string(status),
            "active": .bool(active), "name": .string(name),
        ]
        object["bio"] = bio.map(JSON.string)
        object["nickname"] = nickname.map(JSON.string)
        object["statusText"] = statusText.map(JSON.string)
        object["customFields"] = customFields
        guard inFull else { return .object(object) }
        object["createdAt"] = .date(createdAt)
        object["emails"] = emails.isEmpty ? nil : emailsWire
        object["roles"] = .texts(roles)
        object["settings"] = [:]
        object["requirePasswordChange"] = requiresPasswordChange ? true : nil
        object["_updatedAt"] = .date(updatedAt)
        return .object(object)
    }

    static let infoSample: Sample = .named(
        "UserInfo",
        [
            "_id": .value(.string(Demo.agentID)), "name": "Petra Novak", "username": "petra", "status": "online",
            "utcOffset": 0, "type": "user", "active": true, "avatarETag": .optional(.avatarETag),
            "nickname": .optional("Pet"),
            "bio": .optional("Since 2019"), "statusText": .optional("Here"), "statusLivechat": .optional("available"),
            "emails": .optional(emailsSample), "createdAt": .optional(.date), "lastLogin": .optional(.date),
            "requirePasswordChange": .optional(true), "roles": .optional(["user"]),
            "customFields": .optional(.anything([:])), "canViewAllInfo": true,
            "services": .optional(["password": true, "resume": [:]]),
        ])

    /// What `users.info` shows (contract 5.2).
    ///
    /// - Parameters:
    ///   - inFull: The caller is that user, or holds `view-full-other-user-info`.
    ///   - isSelf: The caller is that user.
    func infoWire(inFull: Bool, isSelf: Bool) -> JSON {
        var object: JSONObject = [
            "_id": .string(id), "name": .string(name), "username": .string(username), "status": .string(status),
            "utcOffset": 0, "type": .string(type), "active": .bool(active),
        ]
        object["nickname"] = nickname.map(JSON.string)
        object["bio"] = bio.map(JSON.string)
        object["statusText"] = statusText.map(JSON.string)
        object["avatarETag"] = avatarETag.map(JSON.string)
        object["statusLivechat"] = statusLivechat.map(JSON.string)
        if inFull {
            object["emails"] = emails.isEmpty ? nil : emailsWire
            object["createdAt"] = .date(createdAt)
            object["lastLogin"] = lastLoginAt.map(JSON.date)
            object["requirePasswordChange"] = requiresPasswordChange ? true : nil
            object["roles"] = .texts(roles)
            object["customFields"] = customFields
            object["canViewAllInfo"] = true
        } else {
            object["canViewAllInfo"] = false
        }
        if isSelf { object["services"] = ["password": .bool(hasPassword), "resume": [:]] }
        return .object(object)
    }

    static let listSample: Sample = .named(
        "UserRow",
        [
            "_id": .value(.string(Demo.agentID)), "username": "petra", "name": "Petra Novak", "status": "online",
            "active": true, "type": "user", "nameInsensitive": "petra novak", "emails": .optional(emailsSample),
            "roles": .optional(["user"]), "lastLogin": .optional(.date), "customFields": .optional(.anything([:])),
            "avatarETag": .optional(.avatarETag),
        ])

    /// A row of `users.list` (contract 5.2).
    ///
    /// - Parameters:
    ///   - inFull: The asker holds `view-full-other-user-info`.
    ///   - isSelf: The asker is the user.
    func listWire(inFull: Bool, isSelf: Bool) -> JSON {
        var object: JSONObject = [
            "_id": .string(id), "username": .string(username), "name": .string(name), "status": .string(status),
            "active": .bool(active), "type": .string(type), "nameInsensitive": .string(name.folded),
        ]
        object["avatarETag"] = avatarETag.map(JSON.string)
        if inFull {
            object["emails"] = emails.isEmpty ? nil : emailsWire
            object["roles"] = .texts(roles)
            object["lastLogin"] = lastLoginAt.map(JSON.date)
        }
        if inFull || isSelf { object["customFields"] = customFields }
        return .object(object)
    }
}
