import MusterModel
import MusterStore

/// `POST users.setStatus` (contract 5.2).
enum SetUserStatus {
    static let about = About(
        "Say what a user is doing",
        body: Body.schema,
        example: ["status": "busy", "message": "In a meeting"])

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

    static func handle(_ call: Call<Caller>) async throws -> Reply {
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
}
