import MusterModel
import MusterStore

/// `GET livechat/users/:type/:_id` (contract 4.5).
enum ReadAgent {
    static let about = About(
        "Read an agent or a manager", path: ["type": "agent", "_id": .string(Demo.agentID)],
        answer: .success(["user": .nullable(User.monitorSample)]))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        guard let user = try await call.store.user(.id(call.parameter("_id"))) else {
            throw Failure.plain("User not found")
        }
        let type = try AgentType(call)
        return .success(["user": user.roles.contains(type.role) ? .object(user.monitorWire) : .null])
    }
}
