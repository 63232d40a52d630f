import HTTPTypes
import MusterModel
import MusterStore

/// `DELETE livechat/users/:type/:_id` (contract 4.5).
enum DeleteAgent {
    static let about = About(
        "Make an agent or a manager a user again", path: ["type": "agent", "_id": .string(Demo.agentID)])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let id = try call.parameter("_id")
        guard try await call.store.user(.id(id)) != nil else { return .json(.badRequest, ["success": false]) }
        let type = try AgentType(call)
        guard try await call.store.deleteAgent(id, role: type.role, by: call.caller) else {
            return .json(.badRequest, ["success": false])
        }
        return .success()
    }
}
