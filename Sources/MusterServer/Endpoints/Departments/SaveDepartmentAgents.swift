import MusterModel
import MusterStore

/// `POST livechat/department/:_id/agents` (contract 4.4).
enum SaveDepartmentAgents {
    static let about = About(
        "Add and remove agents", path: ["_id": .string(Demo.departmentID)],
        body: Schema(
            required: ["upsert", "remove"],
            [
                "upsert": .array(.object(Schema(required: ["agentId"], ["agentId": .string()], isOpen: true))),
                "remove": .array(.object(Schema(required: ["agentId"], ["agentId": .string()], isOpen: true))),
            ]),
        example: [
            "upsert": [["agentId": .string(Demo.agentID), "username": "petra", "count": 0, "order": 1]], "remove": [],
        ])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let body = try await call.body()
        if let extra = body.keys.first(where: { !["upsert", "remove"].contains($0) }) {
            throw Match.problem("Unknown key", extra)
        }
        for name in ["upsert", "remove"] {
            guard let value = body[name] else { throw Failure.match("Missing key '\(name)'") }
            guard value.array != nil else { throw Failure.match("Expected Array in field \(name)") }
        }
        let upserts = try (body["upsert"]?.array ?? []).enumerated().map { try AgentUpsert(strictly: $1, index: $0) }
        let removals = try (body["remove"]?.array ?? []).enumerated().map { index, element in
            try Match.agentID(element, at: "remove[\(index)]")
        }
        try await call.store.saveAgents(
            upserts, removing: removals, ofDepartment: call.parameter("_id"), by: call.caller)
        return .success()
    }
}
