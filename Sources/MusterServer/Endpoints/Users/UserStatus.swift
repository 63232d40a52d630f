import MusterModel
import MusterStore

/// `POST users.setStatus` and `GET users.getStatus` (contract 5.2).
enum UserStatus {
    static let aboutSet = About(
        "Say what a user is doing",
        body: Body.schema,
        example: ["status": "busy", "message": "In a meeting"])
    static let aboutGet = About(
        "What a user is doing",
        query: NamedUser.schema,
        example: ["username": "petra"],
        answer: .success([
            "_id": .value(.string(Demo.agentID)), "connectionStatus": .optional("offline"), "status": "online",
        ]))

    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self, isOpen: true)
        let status: JSON?
        let message: JSON?
        let named: NamedUser

        init(_ members: inout Members) {
            status = members.asSent("status", .filled)
            message = members.asSent("message", .string())
            named = NamedUser(&members)
        }
    }

    static func handleSet(_ call: Call<Caller>) async throws -> Reply {
        let body = Body(asSent: try await call.body())
        let status = try text(body.status).flatMap { $0.isEmpty ? nil : $0 }
        let message = try text(body.message)
        guard status != nil || message != nil else { throw neither }
        let named = try body.named.reference()
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
        let named = try NamedUser(asSent: call.query).reference()
        guard let user = try await call.store.user(named ?? .id(call.caller.id)) else { throw Failure.unknownUser }
        var object: JSONObject = ["_id": .string(user.id)]
        if user.id == call.caller.id { object["connectionStatus"] = "offline" }
        object["status"] = .string(user.status)
        return .success(object)
    }
}
