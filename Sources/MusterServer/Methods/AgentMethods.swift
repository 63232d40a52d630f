import MusterModel
import MusterStore

/// The methods about agents.
enum AgentMethods {
    /// `livechat:saveAgentInfo [agentId, agentData, departmentIds]`.
    static func save(_ store: Store, _ caller: Caller, _ params: [JSON]) async throws -> JSON? {
        let id = try params.text(0)
        guard let data = params.at(1) else { throw Failure.match("Expected object, got undefined") }
        let fields = try Match.plainObject(data)
        let departments = try Match.array(params.at(2)).enumerated().map { index, id in
            try Match.check(id, .string(), at: "[\(index)]")
            return id.string ?? ""
        }
        _ = try data.customFields()
        try await store.saveAgentInfo(id, fields, departmentIDs: departments, by: caller)
        return true
    }
}
