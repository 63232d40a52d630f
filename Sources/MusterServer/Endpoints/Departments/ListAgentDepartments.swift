import MusterModel
import MusterStore

/// `GET livechat/agents/:agentId/departments` (contract 4.4).
enum ListAgentDepartments {
    static let about = About(
        "List an agent's departments", path: ["agentId": .string(Demo.agentID)], query: schema,
        example: ["enabledDepartmentsOnly": "true"],
        answer: .success(["departments": [DepartmentAgent.namedSample]]))

    static let schema = Schema(["enabledDepartmentsOnly": Schema.flag])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        _ = try schema.check(call.query)
        let links = try await call.store.departments(
            ofAgent: call.parameter("agentId"), onlyEnabled: call.query.flag("enabledDepartmentsOnly"))
        return .success([
            "departments": .array(
                links.map { link in
                    var object = link.link.wire.object ?? [:]
                    object["departmentName"] = .string(link.departmentName)
                    return .object(object)
                })
        ])
    }
}
