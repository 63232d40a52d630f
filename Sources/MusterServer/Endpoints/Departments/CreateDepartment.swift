import MusterModel
import MusterStore

/// `POST livechat/department` (contract 4.2).
enum CreateDepartment {
    static let about = About(
        "Create a department", body: schema,
        example: [
            "department": [
                "name": "Returns", "email": "returns@example.com", "enabled": true, "showOnRegistration": true,
                "showOnOfflineForm": false,
            ], "agents": [["agentId": .string(Demo.agentID), "count": 0, "order": 0]],
            "departmentUnit": ["_id": .string(Demo.unitID)],
        ], answer: answer)

    /// A saved department and its agents.
    static let answer: Sample = .success(["department": Department.sample, "agents": [DepartmentAgent.sample]])

    static let schema = Schema(
        required: ["department"],
        [
            "department": .object(
                Schema(
                    required: ["name", "email", "enabled", "showOnRegistration", "showOnOfflineForm"],
                    [
                        "enabled": .boolean, "name": .string(), "email": .string(), "description": .string(),
                        "showOnRegistration": .boolean, "showOnOfflineForm": .boolean,
                        "requestTagsBeforeClosingChat": .boolean, "chatClosingTags": .array(.string()),
                        "fallbackForwardDepartment": .string(),
                    ], isOpen: true)),
            "agents": .array(
                .object(
                    Schema(required: ["agentId"], ["agentId": .string(), "count": .number, "order": .number]))),
            "departmentUnit": .object(Schema(["_id": .string()])),
        ])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try schema.check(try await call.body())
        let change = DepartmentChange(
            id: nil, department: body["department"], agents: body["agents"]?.array,
            unit: UnitChange(coerced: body["departmentUnit"]))
        let saved = try await call.store.saveDepartment(change, by: call.caller)
        return .success(["department": saved.asStored.wire, "agents": .array(saved.agents.map(\.wire))])
    }
}

extension UnitChange {
    /// Reads `departmentUnit` after the schema's coercion (D13).
    init(coerced value: JSON?) {
        guard let value else { self = .keep; return }
        let id = value.object?["_id"]?.string ?? ""
        self = id.isEmpty ? .detach : .attach(to: id)
    }
}
