import MusterModel
import MusterStore

/// `POST users.deactivateIdle` (D88).
enum DeactivateIdle {
    static let about = About(
        "Deactivate who has not logged in for long", body: Body.schema, example: ["daysIdle": 180, "role": "user"],
        answer: .success(["count": 0]))

    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self)
        let daysIdle: Double
        let role: String

        init(_ members: inout Members) {
            daysIdle = members.required("daysIdle", .number)
            role = members.optional("role", .filled) ?? "user"
        }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try Body(checking: try await call.body())
        guard body.daysIdle >= 1 else { throw Failure.schema("must be >= 1") }
        // Longer ago than anybody has been here is one time like another.
        let idle = Int64(min(body.daysIdle, 1_000_000) * 86_400_000)
        let since = Timestamp(milliseconds: Timestamp.now().milliseconds - idle)
        var count = 0
        var mayGoOn = true
        while mayGoOn {
            let batch = try await call.store.deactivateIdle(since: since, role: body.role, by: call.caller)
            count += batch.count
            mayGoOn = batch.mayGoOn
        }
        return .success(["count": .int(count)])
    }
}
