import MusterModel
import MusterStore

/// `GET livechat/users/:type` (contract 4.5).
enum ListAgents {
    static let about = About(
        "List agents or managers", path: ["type": "agent"], query: Parameters.schema, example: ["text": "petra"],
        answer: .page("users", User.agentSample))

    private struct Parameters: Described {
        static let schema = RequestSchema(of: Self.self)
        let text: String
        let onlyAvailable: Bool
        let excludedID: String?
        let showsIdle: Bool

        init(_ members: inout Members) {
            text = members.optional("text", .string()) ?? ""
            onlyAvailable = members.optional("onlyAvailable", .boolean) ?? false
            excludedID = members.optional("excludeId", .filled)
            showsIdle = members.optional("showIdleAgents", .boolean) ?? true
            members.page()
        }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let type = try AgentType(call)
        let asked =
            type == .agent ? ["transfer-livechat-guest", "edit-omnichannel-contact"] : ["view-livechat-manager"]
        guard asked.contains(where: call.holds) else {
            throw Failure(.forbidden, "unauthorized")
        }
        let parameters = try Parameters(checking: call.query)
        var query = AgentQuery(role: type.role)
        query.text = try Query.searchText(parameters.text)
        if type == .agent {
            query.onlyAvailable = parameters.onlyAvailable
            query.excludedID = parameters.excludedID
            query.showIdle = parameters.showsIdle
        }
        let (wanted, page) = (query, try call.page(naming: User.agentQueryable))
        return try await call.list("users") {
            $0.user.agentRow(departments: $0.departmentIDs)
        } _: {
            try await call.store.agents(wanted, page, $0)
        }
    }
}
