import MusterModel
import MusterStore

/// `GET livechat/department/:_id` (contract 4.4).
enum ReadDepartment {
    static let about = About(
        "Read a department", path: ["_id": .string(Demo.departmentID)],
        query: Parameters.schema,
        example: ["includeAgents": "true"],
        answer: .success([
            "department": .nullable(Department.sample), "agents": .optional([DepartmentAgent.sample]),
        ]))

    private struct Parameters: Described {
        static let schema = RequestSchema(of: Self.self)
        let onlyMine: Bool
        let includesAgents: Bool

        init(_ members: inout Members) {
            onlyMine = members.optional("onlyMyDepartments", .flag) ?? false
            includesAgents = members.optional("includeAgents", .flag) ?? true
        }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let parameters = Parameters(asSent: call.query)
        let found = try await call.store.department(
            call.parameter("_id"), onlyMine: parameters.onlyMine, for: call.caller)
        var object: JSONObject = ["department": found.department?.wire ?? .null]
        if parameters.includesAgents, let agents = found.agents { object["agents"] = .array(agents.map(\.wire)) }
        return .success(object)
    }
}
