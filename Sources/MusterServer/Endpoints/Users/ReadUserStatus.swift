import MusterModel
import MusterStore

/// `GET users.getStatus` (contract 5.2).
enum ReadUserStatus {
    static let about = About(
        "What a user is doing",
        query: NamedUser.schema,
        example: ["username": "petra"],
        answer: .success([
            "_id": .value(.string(Demo.agentID)), "connectionStatus": .optional("offline"), "status": "online",
        ]))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let named = try NamedUser(asSent: call.query).reference()
        guard let user = try await call.store.user(named ?? .id(call.caller.id)) else { throw Failure.unknownUser }
        var object: JSONObject = ["_id": .string(user.id)]
        if user.id == call.caller.id { object["connectionStatus"] = "offline" }
        object["status"] = .string(user.status)
        return .success(object)
    }
}
