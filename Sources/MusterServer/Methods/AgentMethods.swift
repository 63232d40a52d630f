import MusterModel
import MusterStore

/// The methods about agents.
enum AgentMethods {
    /// `livechat:saveAgentInfo [agentId, agentData, departmentIds]`.
    static func save(_ store: Store, _ caller: Caller, _ params: [JSON]) async throws -> JSON? {
        let id = try params.text(0)
        let fields = params.at(1)?.object ?? [:]
        let departments = (params.at(2)?.array ?? []).compactMap(\.string)
        try await store.saveAgentInfo(id, fields, departmentIDs: departments, by: caller)
        return true
    }
}
