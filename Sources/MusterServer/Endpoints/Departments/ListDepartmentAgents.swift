import MusterModel
import MusterStore

/// `GET livechat/department/:_id/agents` (contract 4.4).
enum ListDepartmentAgents {
    static let about = About(
        "List a department's agents", path: ["_id": .string(Demo.departmentID)], query: .paged, example: ["count": 10],
        answer: .page("agents", DepartmentAgent.sample))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let page = try call.page(
            naming: ["_id": .text, "agentId": .text, "username": .text, "departmentEnabled": .flag])
        return try await call.list("agents", \.wire) {
            try await call.store.agents(ofDepartment: call.parameter("_id"), page, $0)
        }
    }
}
