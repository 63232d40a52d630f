import MusterModel
import MusterStore

/// `GET livechat/department/:_id/agents` (contract 4.4).
enum ListDepartmentAgents {
    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let agents = try await call.store.agents(ofDepartment: call.parameter("_id"), call.page())
        return try call.reply("agents", agents, \.wire)
    }
}
