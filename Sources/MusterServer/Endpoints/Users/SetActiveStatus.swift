import MusterModel
import MusterStore

/// `POST users.setActiveStatus` (contract 5.2).
enum SetActiveStatus {
    static let about = About(
        "Activate or deactivate a user", body: schema,
        example: ["userId": .string(Demo.agentID), "activeStatus": false],
        answer: .success(["user": ["_id": .value(.string(Demo.agentID)), "active": false]]))

    static let schema = Schema(
        required: ["userId", "activeStatus"],
        ["userId": .string(), "activeStatus": .boolean, "confirmRelinquish": .boolean])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try schema.check(try await call.body())
        let user = try await call.store.setActive(
            body["activeStatus"]?.bool ?? false, user: body["userId"]?.string ?? "", by: call.caller)
        return .success(["user": ["_id": .string(user.id), "active": .bool(user.active)]])
    }
}
