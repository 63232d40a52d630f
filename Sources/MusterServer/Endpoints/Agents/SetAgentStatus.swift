import MusterModel
import MusterStore

/// `POST livechat/agent.status` (contract 4.5).
enum SetAgentStatus {
    static let about = About(
        "Become available, or unavailable", body: schema,
        example: ["status": "available", "agentId": .string(Demo.agentID)],
        answer: .success(["status": .oneOf(["available", "not-available"])]),
        refusals: [(404, .unknownAgent)])

    static let schema = Schema(["status": .oneOf(["available", "not-available"]), "agentId": .filled])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try schema.check(try await call.body())
        let status = try await call.store.setAgentStatus(
            body["status"]?.string, agent: body["agentId"]?.string ?? call.caller.id, by: call.caller)
        return .success(["status": .string(status)])
    }
}
