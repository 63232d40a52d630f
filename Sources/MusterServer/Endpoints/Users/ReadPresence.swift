import MusterModel
import MusterStore

/// `GET users.getPresence`: whether a user is there (D86).
enum ReadPresence {
    static let about = About(
        "Whether a user is there",
        query: NamedUser.schema,
        example: ["username": "petra"],
        answer: .success([
            "presence": "offline", "connectionStatus": .optional("offline"), "lastLogin": .optional(.date),
        ]))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let named = try NamedUser(asSent: call.query).reference()
        guard let user = try await call.store.user(named ?? .id(call.caller.id)) else { throw Failure.unknownUser }
        var object: JSONObject = ["presence": .string(user.status)]
        if user.id == call.caller.id {
            object["connectionStatus"] = "offline"
            object["lastLogin"] = user.lastLoginAt.map(JSON.date)
        }
        return .success(object)
    }
}
