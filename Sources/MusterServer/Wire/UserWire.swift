import MusterModel

extension User {
    var emailsWire: JSON {
        .array(emails.map { ["address": .string($0.address), "verified": .bool($0.verified)] })
    }

    /// A monitor as a user (contract 3.2).
    var monitorWire: JSONObject {
        var object: JSONObject = ["_id": .string(id), "username": .string(username), "name": .string(name)]
        object["status"] = .string(status)
        object["statusLivechat"] = statusLivechat.map(JSON.string)
        object["emails"] = emails.isEmpty ? nil : emailsWire
        object["livechat"] = livechat
        return object
    }

    /// A user who was just made (contract 5.2): all of him for who may see it, the public part for others.
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

    /// What `users.info` shows (contract 5.2).
    ///
    /// - Parameters:
    ///   - inFull: The asker is the user himself, or holds `view-full-other-user-info`.
    ///   - isSelf: The asker is the user himself.
    func infoWire(inFull: Bool, isSelf: Bool) -> JSON {
        var object: JSONObject = [
            "_id": .string(id), "name": .string(name), "username": .string(username), "status": .string(status),
            "utcOffset": 0, "type": .string(type), "active": .bool(active),
        ]
        object["nickname"] = nickname.map(JSON.string)
        object["bio"] = bio.map(JSON.string)
        object["statusText"] = statusText.map(JSON.string)
        object["statusLivechat"] = statusLivechat.map(JSON.string)
        if inFull {
            object["emails"] = emails.isEmpty ? nil : emailsWire
            object["createdAt"] = .date(createdAt)
            object["lastLogin"] = lastLoginAt.map(JSON.date)
            object["requirePasswordChange"] = requiresPasswordChange ? true : nil
            object["roles"] = .texts(roles)
            object["canViewAllInfo"] = true
        } else {
            object["canViewAllInfo"] = false
        }
        if isSelf { object["services"] = ["password": .bool(hasPassword), "resume": [:]] }
        return .object(object)
    }

    /// A row of `users.list` (contract 5.2).
    func listWire(inFull: Bool) -> JSON {
        var object: JSONObject = [
            "_id": .string(id), "username": .string(username), "name": .string(name), "status": .string(status),
            "active": .bool(active), "type": .string(type), "nameInsensitive": .string(name.folded),
        ]
        if inFull {
            object["emails"] = emails.isEmpty ? nil : emailsWire
            object["roles"] = .texts(roles)
            object["lastLogin"] = lastLoginAt.map(JSON.date)
        }
        return .object(object)
    }

    /// What the user sees of himself: `me`, and `me` inside a login's answer (contract 1.5). Never a hash.
    func meWire(settings: Settings) -> JSONObject {
        var object: JSONObject = [
            "_id": .string(id), "username": .string(username), "name": .string(name),
            "status": .string(status), "statusDefault": .string(statusDefault), "statusConnection": "offline",
            "utcOffset": 0, "roles": .texts(roles), "active": .bool(active), "_updatedAt": .date(updatedAt),
        ]
        object["emails"] = emails.isEmpty ? nil : emailsWire
        object["statusText"] = statusText.map(JSON.string)
        object["nickname"] = nickname.map(JSON.string)
        object["bio"] = bio.map(JSON.string)
        object["customFields"] = customFields
        object["statusLivechat"] = statusLivechat.map(JSON.string)
        object["requirePasswordChange"] = requiresPasswordChange ? true : nil
        object["email"] = emails.first(where: \.verified).map { .string($0.address) }
        object["isOAuthUser"] = false
        let site = (settings["Site_Url"].string ?? "").trimmingSuffix("/")
        object["avatarUrl"] = .string(site + "/avatar/" + username)
        object["services"] = ["password": ["exists": .bool(hasPassword)]]
        object["language"] = preferences["language"]
        object["settings"] = [
            "profile": [:], "preferences": .object(Preferences.standard.merging(preferences)),
        ]
        return object
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
