import Foundation
import MusterModel
import MusterStore

extension User {
    static let meSample: Sample = .named(
        "Me", ownSample.adding(["services": ["password": ["exists": true]]]))

    /// The same without what they log in with.
    static let ownSample: Sample = [
        "_id": .value(.string(Demo.adminID)), "username": "demo", "name": "Demo Admin", "status": "online",
        "statusDefault": "online", "statusConnection": .always("offline"), "utcOffset": 0, "roles": ["admin"],
        "active": true, "_updatedAt": .date, "emails": .optional(emailsSample), "statusText": .optional("Here"),
        "nickname": .optional("Dem"), "bio": .optional("Shows what Muster does"),
        "customFields": .optional(.anything([:])), "statusLivechat": .optional("not-available"),
        "requirePasswordChange": .optional(true), "email": .optional("demo@example.com"),
        "avatarOrigin": .optional("rest"), "avatarETag": .optional(.avatarETag),
        "isOAuthUser": .always(false), "avatarUrl": "http://localhost:3000/avatar/demo",
        "language": .optional(.anything("en")),
        "settings": ["profile": [:], "preferences": .anything(.object(Preferences.standard))],
    ]

    /// What a user sees about themselves: `me`, and `me` inside a login's answer (contract 1.5). Never a hash.
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
        object["avatarOrigin"] = avatarETag.map { _ in "rest" }
        object["avatarETag"] = avatarETag.map(JSON.string)
        object["avatarUrl"] = .string(avatarURL(settings))
        object["services"] = ["password": ["exists": .bool(hasPassword)]]
        object["language"] = preferences["language"]
        object["settings"] = [
            "profile": [:], "preferences": .object(Preferences.standard.merging(preferences)),
        ]
        return object
    }
}

extension User {
    /// Where the user's image is found, uploaded or not.
    func avatarURL(_ settings: Settings) -> String { settings.siteURL + "/avatar/" + username.escapedForPath }
}

extension Settings {
    /// What comes before a path in links that leave the server; empty while nobody has said it.
    var siteURL: String { (self["Site_Url"].string ?? "").trimmingSuffix("/") }
}

extension String {
    fileprivate var escapedForPath: String {
        addingPercentEncoding(withAllowedCharacters: .urlPathAllowed.subtracting(["/"])) ?? ""
    }

    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
