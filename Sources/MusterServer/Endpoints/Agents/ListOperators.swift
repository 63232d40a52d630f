import MusterModel
import MusterStore

/// `GET livechat/users/:type` (contract 4.5).
enum ListOperators {
    static let about = About(
        "List agents or managers", path: ["type": "agent"], query: Parameters.schema, example: ["text": "petra"],
        answer: .page("users", User.operatorSample))

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
        let type = try OperatorType(call)
        let asked =
            type == .agent ? ["transfer-livechat-guest", "edit-omnichannel-contact"] : ["view-livechat-manager"]
        guard asked.contains(where: call.holds) else {
            throw Failure(.forbidden, "unauthorized")
        }
        let parameters = try Parameters(checking: call.query)
        var operators = OperatorQuery(role: type.role)
        operators.text = try Query.searchText(parameters.text)
        if type == .agent {
            operators.onlyAvailable = parameters.onlyAvailable
            operators.excludedID = parameters.excludedID
            operators.showIdle = parameters.showsIdle
        }
        let (wanted, page) = (operators, try call.page(naming: User.operatorQueryable))
        return try await call.list("users") {
            $0.user.operatorRow(departments: $0.departmentIDs)
        } _: {
            try await call.store.operators(wanted, page, $0)
        }
    }
}
