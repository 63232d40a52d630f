import MusterModel
import MusterStore

/// `GET livechat/department.autocomplete` (contract 4.4).
enum AutocompleteDepartments {
    static let about = About(
        "Find departments by the beginning of a name",
        query: Parameters.schema, example: ["selector": #"{"term":"cust"}"#],
        answer: .success(["items": [["_id": .value(.string(Demo.departmentID)), "name": "Customer Support"]]]))

    private struct Parameters: Described {
        static let schema = RequestSchema(of: Self.self)
        let onlyMine: Bool
        let showsArchived: Bool

        init(_ members: inout Members) {
            // Read by `Selector`.
            _ = members.required("selector", .string())
            onlyMine = members.optional("onlyMyDepartments", .flag) ?? false
            showsArchived = members.optional("showArchived", .flag) ?? false
        }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let selector = try Selector(call.query, naming: ListDepartments.queryable)
        let parameters = Parameters(asSent: call.query)
        var query = DepartmentQuery()
        query.prefix = selector.term
        query.exceptIDs = selector.exceptions
        query.onlyMine = parameters.onlyMine
        query.archived = parameters.showsArchived ? .shown : .hidden
        let all = Page(offset: 0, count: nil, conditions: selector.conditions)
        let found = try await call.store.departments(query, all, for: call.caller)
        return .success(["items": .array(found.rows.map { ["_id": .string($0.id), "name": .string($0.name)] })])
    }
}
