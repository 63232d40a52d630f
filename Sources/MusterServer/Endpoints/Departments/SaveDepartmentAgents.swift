import MusterModel
import MusterStore

/// `POST livechat/department/:_id/agents` (contract 4.4).
enum SaveDepartmentAgents {
    static let about = About(
        "Add and remove agents", path: ["_id": .string(Demo.departmentID)],
        body: Body.schema,
        example: [
            "upsert": [["agentId": .string(Demo.agentID), "username": "petra", "count": 0, "order": 1]], "remove": [],
        ])

    private struct Body: Described {
        static let schema = RequestSchema(of: Self.self)
        let upsert: JSON?
        let remove: JSON?

        init(_ members: inout Members) {
            upsert = members.asSent("upsert", .array(.object(AgentUpsert.StrictElement.self)), isRequired: true)
            remove = members.asSent("remove", .array(.object(Removal.self)), isRequired: true)
        }
    }

    private struct Removal: Described {
        static let schema = RequestSchema(of: Self.self, isOpen: true)
        let agentID: JSON?

        init(_ members: inout Members) { agentID = members.asSent("agentId", .string(), isRequired: true) }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let object = try await call.body()
        if let extra = Body.schema.unknown(in: object) { throw Match.problem("Unknown key", extra) }
        let body = Body(asSent: object)
        let upserts = try array(body.upsert, "upsert"), removals = try array(body.remove, "remove")
        try await call.store.saveDepartmentAgents(
            try upserts.enumerated().map { try AgentUpsert(strictly: $1, index: $0) },
            removing: try removals.enumerated().map { index, element in
                let path = "remove[\(index)]"
                let removal = Removal(asSent: try Match.plainObject(element, at: path))
                return try Match.agentID(removal.agentID, at: path)
            },
            ofDepartment: call.parameter("_id"), by: call.caller)
        return .success()
    }

    private static func array(_ value: JSON?, _ name: String) throws -> [JSON] {
        guard let value else { throw Failure.match("Missing key '\(name)'") }
        guard let array = value.array else { throw Failure.match("Expected Array in field \(name)") }
        return array
    }
}
