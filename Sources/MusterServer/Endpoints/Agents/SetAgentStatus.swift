import MusterModel
import MusterStore

/// `POST livechat/agent.status` (contract 4.5).
enum SetAgentStatus {
    static let about = About(
        "Become available, or unavailable", body: Body.schema,
        example: ["status": "available", "agentId": .string(Demo.agentID)],
        answer: .success(["status": .oneOf(["available", "not-available"])]),
        refusals: [(404, AgentRefusal.unknown.failure)])

    struct Body: Described {
        static let schema = RequestSchema(of: Self.self)
        let status: String?
        let agentID: String?

        init(_ members: inout Members) {
            status = members.optional("status", .oneOf(["available", "not-available"]))
            agentID = members.optional("agentId", .filled)
        }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try Body(checking: try await call.body())
        let status = try await call.store.setAgentStatus(
            body.status, agent: body.agentID ?? call.caller.id, by: call.caller)
        return .success(["status": .string(status)])
    }
}
