import MusterModel
import MusterStore

/// `POST users.deactivateIdle` (D88).
enum DeactivateIdle {
    static let about = About(
        "Deactivate who has not logged in for long", body: schema, example: ["daysIdle": 180, "role": "user"],
        answer: .success(["count": 0]))

    static let schema = Schema(required: ["daysIdle"], ["daysIdle": .number, "role": .filled])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try schema.check(try await call.body())
        guard let days = body["daysIdle"]?.number, days >= 1 else { throw Failure.schema("must be >= 1") }
        let role = body["role"]?.string ?? "user"
        // Longer ago than anybody has been here is one time like another.
        let idle = Int64(min(days, 1_000_000) * 86_400_000)
        let since = Timestamp(milliseconds: Timestamp.now().milliseconds - idle)
        var count = 0
        var mayGoOn = true
        while mayGoOn {
            let batch = try await call.store.deactivateIdle(since: since, role: role, by: call.caller)
            count += batch.count
            mayGoOn = batch.mayGoOn
        }
        return .success(["count": .int(count)])
    }
}
