import MusterModel
import MusterStore

/// `GET livechat/department.autocomplete` (contract 4.4).
enum AutocompleteDepartments {
    static let about = About(
        "Find departments by the beginning of a name",
        query: Schema(
            required: ["selector"],
            ["selector": .string(), "onlyMyDepartments": Schema.flag, "showArchived": Schema.flag]),
        example: ["selector": #"{"term":"cust"}"#],
        answer: .success(["items": [["_id": .value(.string(Demo.departmentID)), "name": "Customer Support"]]]))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let selector = try Selector(call.query, naming: ListDepartments.queryable)
        var query = DepartmentQuery()
        query.prefix = selector.term
        query.exceptIDs = selector.exceptions
        query.onlyMine = call.query.flag("onlyMyDepartments")
        query.archived = call.query.flag("showArchived") ? .shown : .hidden
        let all = Page(offset: 0, count: nil, conditions: selector.conditions)
        let found = try await call.store.departments(query, all, for: call.caller)
        return .success(["items": .array(found.rows.map { ["_id": .string($0.id), "name": .string($0.name)] })])
    }
}
