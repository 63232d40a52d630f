import MusterModel
import MusterStore

/// `GET livechat/department` (contract 4.1).
enum ListDepartments {
    static let about = About(
        "List departments", query: Parameters.schema,
        example: ["text": "customer", "enabled": "true", "sort": #"{"name":1}"#],
        answer: .page("departments", Department.sample))

    struct Parameters: Described {
        static let schema = RequestSchema(of: Self.self)
        let text: String
        let onlyMine: Bool
        let onlyEnabled: Bool
        let excludedID: String?
        let showsArchived: Bool

        init(_ members: inout Members) {
            text = members.optional("text", .string()) ?? ""
            onlyMine = members.optional("onlyMyDepartments", .flag) ?? false
            onlyEnabled = members.optional("enabled", .flag) ?? false
            excludedID = members.optional("excludeDepartmentId", .filled)
            showsArchived = members.optional("showArchived", .flag) ?? false
            members.page(withFields: false)
        }
    }

    /// What a query of departments may name (D80).
    static let queryable: [String: Condition.Kind] = [
        "_id": .text, "name": .text, "enabled": .flag, "parentId": .text,
    ]

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        try await list(call) { $0.showsArchived ? .shown : .hidden }
    }

    static func list(_ call: Call<Caller>, _ archived: (Parameters) -> DepartmentQuery.Archived)
        async throws -> Reply
    {
        let parameters = try Parameters(checking: call.query)
        var query = DepartmentQuery()
        query.archived = archived(parameters)
        query.text = try Query.searchText(parameters.text)
        query.onlyMine = parameters.onlyMine
        query.onlyEnabled = parameters.onlyEnabled
        query.excludedID = parameters.excludedID
        let (wanted, page) = (query, try call.page(naming: queryable))
        return try await call.list("departments", \.wire) {
            try await call.store.departments(wanted, page, for: call.caller, $0)
        }
    }
}
