import MusterModel
import MusterStore

/// `GET livechat/agents/:agentId/departments` (contract 4.4).
enum ListAgentDepartments {
    static let schema = Schema(["enabledDepartmentsOnly": .oneOf(["true", "false"])])

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
