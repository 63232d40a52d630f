import MusterModel
import MusterStore

/// `GET livechat/agents/:agentId/departments` (contract 4.4).
enum ListAgentDepartments {
    static let about = About(
        "List an agent's departments", path: ["agentId": .string(Demo.agentID)], query: Parameters.schema,
        example: ["enabledDepartmentsOnly": "true"],
        answer: .success(["departments": [DepartmentAgent.namedSample]]))

    private struct Parameters: Described {
        static let schema = RequestSchema(of: Self.self)
        let onlyEnabled: Bool

        init(_ members: inout Members) { onlyEnabled = members.optional("enabledDepartmentsOnly", .flag) ?? false }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let parameters = try Parameters(checking: call.query)
        let links = try await call.store.departments(
            ofAgent: call.parameter("agentId"), onlyEnabled: parameters.onlyEnabled)
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
