import MusterModel
import MusterStore

/// `PUT livechat/department/:_id` (contract 4.3).
enum UpdateDepartment {
    static let about = About(
        "Update a department", path: ["_id": .string(Demo.departmentID)],
        body: Schema(
            required: ["department"],
            [
                "department": .object(Schema([:], isOpen: true)), "agents": .array(.object(Schema([:], isOpen: true))),
                "departmentUnit": .object(Schema(["_id": .string()])),
            ]),
        example: [
            "department": [
                "name": "Customer Care", "email": "care@example.com", "enabled": true, "showOnRegistration": true,
                "showOnOfflineForm": true,
            ], "departmentUnit": ["_id": .string(Demo.unitID)],
        ], answer: CreateDepartment.answer)

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try await call.body()
        try checkMembers(body)
        guard try await call.store.permissions(of: call.caller, among: [manage]).contains(manage) else {
            throw Failure.plain("error-not-allowed")
        }
        let change = DepartmentChange(
            id: call.parameter("_id"), department: body["department"], agents: body["agents"]?.array,
            unit: try unitChange(body["departmentUnit"]))
        let saved = try await call.store.saveDepartment(change, by: call.caller)
        return .success(["department": saved.now.wire, "agents": .array(saved.agents.map(\.wire))])
    }

    private static let manage = "manage-livechat-departments"

    private static func checkMembers(_ body: JSONObject) throws {
        let known = ["department", "agents", "departmentUnit"]
        if let extra = body.keys.first(where: { !known.contains($0) }) {
            throw Match.problem("Unknown key", extra)
        }
        if let agents = body["agents"], agents.array == nil { throw Failure.match("Expected Array in field agents") }
        _ = try unitChange(body["departmentUnit"])
        guard body["department"] != nil else { throw Failure.match("Missing key 'department'") }
    }

    /// Null and absence keep the unit; `{}`, `{_id:null}` and `{_id:""}` take the department out of it (D13).
    private static func unitChange(_ value: JSON?) throws -> UnitChange {
        guard let value, value != .null else { return .keep }
        let object = try Match.plainObject(value, at: "departmentUnit")
        if let extra = object.keys.first(where: { $0 != "_id" }) {
            throw Match.problem("Unknown key", Match.path("departmentUnit", extra))
        }
        switch object["_id"] {
        case nil, .null, "": return .detach
        case .string(let id): return .attach(to: id)
        case let other?: throw Match.problem("Expected string, got \(Match.typeName(other))", "departmentUnit._id")
        }
    }
}
