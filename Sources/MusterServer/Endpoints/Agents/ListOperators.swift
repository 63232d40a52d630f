import MusterModel
import MusterStore

/// `GET livechat/users/:type` (contract 4.5).
enum ListOperators {
    static let about = About(
        "List agents or managers", path: ["type": "agent"], query: schema, example: ["text": "petra"],
        answer: .page("users", User.operatorSample))

    static let schema = Schema([
        "text": .string(), "onlyAvailable": .boolean, "excludeId": .filled, "showIdleAgents": .boolean,
        "count": .number, "offset": .number, "sort": .string(), "query": .string(), "fields": .string(),
    ])

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let type = try OperatorType(call)
        let asked =
            type == .agent ? ["transfer-livechat-guest", "edit-omnichannel-contact"] : ["view-livechat-manager"]
        guard try await !call.store.permissions(of: call.caller, among: asked).isEmpty else {
            throw Failure(.forbidden, "unauthorized")
        }
        let query = try schema.check(call.query)
        var operators = OperatorQuery(role: type.role)
        operators.text = try call.query.searchText()
        if type == .agent {
            operators.onlyAvailable = query["onlyAvailable"]?.bool ?? false
            operators.excludedID = query["excludeId"]?.string
            operators.showIdle = query["showIdleAgents"]?.bool ?? true
        }
        let found = try await call.store.operators(operators, call.page(naming: User.operatorQueryable))
        return try call.reply("users", found) { $0.user.operatorRow(departments: $0.departmentIDs) }
    }
}
