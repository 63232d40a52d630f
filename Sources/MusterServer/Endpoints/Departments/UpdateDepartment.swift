import MusterModel
import MusterStore

/// `PUT livechat/department/:_id` (contract 4.3).
enum UpdateDepartment {
    static let about = About(
        "Update a department", path: ["_id": .string(Demo.departmentID)],
        body: Body.schema,
        example: [
            "department": [
                "name": "Customer Care", "email": "care@example.com", "enabled": true, "showOnRegistration": true,
                "showOnOfflineForm": true,
            ], "departmentUnit": ["_id": .string(Demo.unitID)],
        ], answer: CreateDepartment.answer)

    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self)
        let department: JSON?
        let agents: JSON?
        let unit: JSON?

        init(_ members: inout Members) {
            department = members.asSent("department", .object(NewDepartment.Known.self), isRequired: true)
            agents = members.asSent("agents", .array(.object(AgentUpsert.Element.self)))
            unit = members.asSent("departmentUnit", .object(NamedUnit.self))
        }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try checked(try await call.body())
        guard call.holds(manage) else {
            throw Failure.plain("error-not-allowed")
        }
        let change = DepartmentChange(
            id: try call.parameter("_id"), department: body.department, agents: body.agents?.array,
            unit: try unitChange(body.unit))
        let saved = try await call.store.saveDepartment(change, by: call.caller)
        return .success(["department": saved.now.wire, "agents": .array(saved.agents.map(\.wire))])
    }

    private static let manage = "manage-livechat-departments"

    private static func checked(_ object: JSONObject) throws -> Body {
        if let extra = Body.schema.unknown(in: object) { throw Match.problem("Unknown key", extra) }
        let body = Body(asSent: object)
        if let agents = body.agents, agents.array == nil { throw Failure.match("Expected Array in field agents") }
        _ = try unitChange(body.unit)
        guard body.department != nil else { throw Failure.match("Missing key 'department'") }
        return body
    }

    /// Null and absence keep the unit; `{}`, `{_id:null}` and `{_id:""}` take the department out of it (D13).
    private static func unitChange(_ value: JSON?) throws -> UnitChange {
        guard let value, value != .null else { return .keep }
        let object = try Match.plainObject(value, at: "departmentUnit")
        if let extra = NamedUnit.schema.unknown(in: object) {
            throw Match.problem("Unknown key", Match.path("departmentUnit", extra))
        }
        switch NamedUnit(asSent: object).id {
        case nil, .null, "": return .detach
        case .string(let id): return .attach(to: id)
        case let other?: throw Match.problem("Expected string, got \(Match.typeName(other))", "departmentUnit._id")
        }
    }
}
