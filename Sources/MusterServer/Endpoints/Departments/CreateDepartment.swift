import MusterModel
import MusterStore

/// `POST livechat/department` (contract 4.2).
enum CreateDepartment {
    static let about = About(
        "Create a department", body: Body.schema,
        example: [
            "department": [
                "name": "Returns", "email": "returns@example.com", "enabled": true, "showOnRegistration": true,
                "showOnOfflineForm": false,
            ], "agents": [["agentId": .string(Demo.agentID), "count": 0, "order": 0]],
            "departmentUnit": ["_id": .string(Demo.unitID)],
        ], answer: answer)

    /// A saved department and its agents.
    static let answer: Sample = .success(["department": Department.sample, "agents": [DepartmentAgent.sample]])

    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self)
        let department: JSON
        let agents: JSON?
        let unit: NamedUnit?

        init(_ members: inout Members) {
            department = members.required("department", .json(.object(CreateDepartment.department)))
            agents = members.optional("agents", .json(.array(.object(CreateDepartment.agent))))
            unit = members.optional("departmentUnit", .object(NamedUnit.self))
        }
    }

    // The original checks this route by these two and then by the patterns of all routes, which name other members
    // (contract 4.2): the store reads those (`NewDepartment.Known`, `AgentUpsert.Element`).
    private static let department = RequestSchema(
        required: ["name", "email", "enabled", "showOnRegistration", "showOnOfflineForm"],
        [
            "enabled": .boolean, "name": .string(), "email": .string(), "description": .string(),
            "showOnRegistration": .boolean, "showOnOfflineForm": .boolean,
            "requestTagsBeforeClosingChat": .boolean, "chatClosingTags": .array(.string()),
            "fallbackForwardDepartment": .string(),
        ], isOpen: true)
    private static let agent = RequestSchema(
        required: ["agentId"], ["agentId": .string(), "count": .number, "order": .number])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try Body(checking: try await call.body())
        let change = DepartmentChange(
            id: nil, department: body.department, agents: body.agents?.array, unit: UnitChange(coerced: body.unit))
        let saved = try await call.store.saveDepartment(change, by: call.caller)
        return .success(["department": saved.asStored.wire, "agents": .array(saved.agents.map(\.wire))])
    }
}

/// The member `departmentUnit`: the unit a department shall belong to.
struct NamedUnit: Described {
    static let schema = RequestSchema(of: Self.self)
    let id: JSON?

    init(_ members: inout Members) { id = members.asSent("_id", .string()) }
}

extension UnitChange {
    /// Reads `departmentUnit` after the schema's coercion (D13).
    init(coerced unit: NamedUnit?) {
        guard let unit else { self = .keep; return }
        let id = unit.id?.string ?? ""
        self = id.isEmpty ? .detach : .attach(to: id)
    }
}
