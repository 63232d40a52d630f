import MusterModel
import MusterStore

/// `POST users.setStatus` and `GET users.getStatus` (contract 5.2).
enum UserStatus {
    static let aboutSet = About(
        "Say what a user is doing",
        body: Schema(
            [
                "status": .filled, "message": .string(), "userId": .string(),
                "username": .string(), "user": .string(),
            ], isOpen: true),
        example: ["status": "busy", "message": "In a meeting"])
    static let aboutGet = About(
        "What a user is doing",
        query: Schema(["userId": .string(), "username": .string(), "user": .string()]),
        example: ["username": "petra"],
        answer: .success([
            "_id": .value(.string(Demo.agentID)), "connectionStatus": .optional("offline"), "status": "online",
        ]))

    static func handleSet(_ call: Call<Caller>) async throws -> Reply {
        let body = try await call.body()
        let status = try text(body["status"]).flatMap { $0.isEmpty ? nil : $0 }
        let message = try text(body["message"])
        guard status != nil || message != nil else { throw neither }
        let named = try UserReference(in: body)
        try await call.store.setStatus(
            status, message: message, of: named ?? .id(call.caller.id), by: call.caller)
        return .success()
    }

    private static let neither = Failure.match("Failed Match.OneOf, Match.Maybe or Match.Optional validation")

    private static func text(_ value: JSON?) throws -> String? {
        guard let value, value != .null else { return nil }
        guard let text = value.string else { throw neither }
        return text
    }

    static func handleGet(_ call: Call<Caller>) async throws -> Reply {
        let named = try UserReference(in: call.query)
        guard let user = try await call.store.user(named ?? .id(call.caller.id)) else { throw Failure.unknownUser }
        var object: JSONObject = ["_id": .string(user.id)]
        if user.id == call.caller.id { object["connectionStatus"] = "offline" }
        object["status"] = .string(user.status)
        return .success(object)
    }
}
