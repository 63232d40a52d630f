import MusterModel
import MusterStore

/// `GET livechat/department/:_id` (contract 4.4).
enum ReadDepartment {
    static let about = About(
        "Read a department", path: ["_id": .string(Demo.departmentID)],
        query: Schema(["onlyMyDepartments": Schema.flag, "includeAgents": Schema.flag]),
        example: ["includeAgents": "true"],
        answer: .success([
            "department": .nullable(Department.sample), "agents": .optional([DepartmentAgent.sample]),
        ]))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let found = try await call.store.department(
            call.parameter("_id"), onlyMine: call.query.flag("onlyMyDepartments"), for: call.caller)
        var object: JSONObject = ["department": found.department?.wire ?? .null]
        let wantsAgents = call.query["includeAgents"].map { $0 == "true" } ?? true
        if wantsAgents, let agents = found.agents { object["agents"] = .array(agents.map(\.wire)) }
        return .success(object)
    }
}
