import MusterModel
import MusterStore

/// `POST livechat/users/:type` (contract 4.5).
enum CreateAgent {
    static let about = About(
        "Make a user an agent or a manager", path: ["type": "agent"], body: NamedByUsername.schema,
        example: ["username": "jonas"],
        answer: .success(["user": ["_id": .value(.string(Demo.managerID)), "username": "jonas"]]))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try NamedByUsername(checking: try await call.body())
        let type = try AgentType(call)
        let user = try await call.store.createAgent(try body.username(), role: type.role, by: call.caller)
        return .success(["user": ["_id": .string(user.id), "username": .string(user.username)]])
    }
}
