import MusterModel
import MusterStore

/// `POST users.delete` (contract 5.2).
enum DeleteUser {
    static let about = About(
        "Delete a user",
        body: Body.schema,
        example: ["username": "kwame"])

    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self, isOpen: true)
        let named: NamedUser

        init(_ members: inout Members) { named = NamedUser(&members) }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = Body(asSent: try await call.body())
        guard let named = try body.named.reference() else { throw Failure.nobodyNamed }
        try await call.store.deleteUser(named, by: call.caller)
        return .success()
    }
}
