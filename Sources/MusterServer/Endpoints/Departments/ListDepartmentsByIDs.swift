import MusterModel
import MusterStore

/// `GET livechat/department.listByIds` (contract 4.4).
enum ListDepartmentsByIDs {
    static let about = About(
        "List departments by their ids",
        query: RequestSchema(required: ["ids[]"], ["ids[]": .array(.string()), "fields": .string()]),
        example: ["ids[]": [.string(Demo.departmentID)]], answer: .success(["departments": [Department.sample]]))

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        guard call.query["ids"] != nil else { throw Failure.plain("The 'ids' param is required") }
        guard let ids = call.query.list("ids") else { throw Failure.plain("The 'ids' param must be an array") }
        var query = DepartmentQuery()
        query.archived = .shown
        query.ids = ids
        let found = try await call.store.departments(query, Page(offset: 0, count: nil), for: call.caller)
        return .success(["departments": try call.rows(found.rows, \.wire)])
    }
}
