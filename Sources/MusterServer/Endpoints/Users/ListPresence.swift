import MusterModel
import MusterStore

/// `GET users.presence`: who is there (D86).
enum ListPresence {
    static let about = About(
        "Who is there", query: RequestSchema(["ids": .string(), "from": .string()]),
        example: ["ids": .string("\(Demo.adminID),\(Demo.agentID)")],
        answer: .success(["users": .list(User.presenceSample), "full": false]))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let scope = try scope(call.query)
        let users = try await call.store.presence(scope, for: call.caller)
        var isFull = false
        if case .everybody = scope { isFull = true }
        return .success(["users": .array(users.map(\.presenceWire)), "full": .bool(isFull)])
    }

    /// A client that was away for long gets everybody: who went offline meanwhile is missing there.
    private static func scope(_ query: Query) throws -> PresenceScope {
        let ids = query.list("ids") ?? query["ids"]?.split(separator: ",").map(String.init)
        if let ids, !ids.isEmpty { return .users(ids.distinct) }
        guard let text = query["from"], !text.isEmpty else { return .everybody }
        guard let since = Timestamp(iso8601: text) else {
            throw Failure.typed("The \"from\" query parameter must be a valid date.", "error-invalid-params")
        }
        let age = Timestamp.now().milliseconds - since.milliseconds
        return age < 600_000 ? .changes(since: since) : .everybody
    }
}

extension User {
    fileprivate static let presenceSample: Sample = [
        "_id": .value(.string(Demo.agentID)), "username": "petra", "name": "Petra Novak", "status": "online",
        "utcOffset": 0, "statusText": .optional("Here"), "avatarETag": .optional(.avatarETag),
    ]

    fileprivate var presenceWire: JSON {
        var object: JSONObject = [
            "_id": .string(id), "username": .string(username), "name": .string(name), "status": .string(status),
            "utcOffset": 0,
        ]
        object["statusText"] = statusText.map(JSON.string)
        object["avatarETag"] = avatarETag.map(JSON.string)
        return .object(object)
    }
}
