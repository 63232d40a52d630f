import MusterModel
import MusterStore

/// `GET livechat/department` and `livechat/departments/archived` (contract 4.1, 4.4).
enum ListDepartments {
    static let about = About(
        "List departments", query: schema, example: ["text": "customer", "enabled": "true", "sort": #"{"name":1}"#],
        answer: .page("departments", Department.sample))
    static let aboutArchived = About(
        "List archived departments", query: schema, example: ["count": 10],
        answer: .page("departments", Department.sample))

    static let schema = Schema([
        "text": .string(), "onlyMyDepartments": Schema.flag, "enabled": Schema.flag,
        "excludeDepartmentId": .filled, "showArchived": Schema.flag, "count": .number,
        "offset": .number, "sort": .string(), "query": .string(),
    ])

    /// What a query of departments may name (D80).
    static let queryable: [String: Condition.Kind] = [
        "_id": .text, "name": .text, "enabled": .flag, "parentId": .text,
    ]

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        try await list(call, call.query.flag("showArchived") ? .shown : .hidden)
    }

    static func handleArchived(_ call: Call<Caller>) async throws -> Reply { try await list(call, .alone) }

    private static func list(_ call: Call<Caller>, _ archived: DepartmentQuery.Archived) async throws -> Reply {
        _ = try schema.check(call.query)
        var query = DepartmentQuery()
        query.archived = archived
        query.text = try call.query.searchText()
        query.onlyMine = call.query.flag("onlyMyDepartments")
        query.onlyEnabled = call.query.flag("enabled")
        query.excludedID = call.query["excludeDepartmentId"]
        let departments = try await call.store.departments(
            query, call.page(naming: queryable), for: call.caller)
        return try call.reply("departments", departments, \.wire)
    }
}
